/** Checks every open notebook while somebody works on it. */

import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import {
  INotebookTracker,
  NotebookActions,
  type Notebook,
  type NotebookPanel
} from '@jupyterlab/notebook';
import { KernelAPI, type ServerConnection } from '@jupyterlab/services';
import { ISettingRegistry } from '@jupyterlab/settingregistry';

import type { Api } from '../api';
import { Analyses } from '../models/analyses';
import { NotebookAnalysis } from '../models/analysis';
import {
  DEFAULT_CHECK_OPTIONS,
  readCheckOptions,
  type ICheckOptions
} from '../models/checkOptions';
import { ExecutionMemory } from '../models/executionMemory';
import { KernelSession } from '../models/kernelSession';
import { editorText } from '../models/lines';
import { contentsPath } from '../models/liveNotebook';
import { IAnalyses, IApi } from '../tokens';
import { whenQuiet } from '../widgets/quiet';

const PLUGIN = 'nb2pipe:analysis';

interface IAnalysesOptions {
  api: Api;
  tracker: INotebookTracker;
  memory: ExecutionMemory;
  /** When a kernel was last active, as the server says; null if it does not. */
  activityOf(kernel: string): Promise<string | null>;
  options(): ICheckOptions;
}

export const analysisPlugin: JupyterFrontEndPlugin<IAnalyses> = {
  id: PLUGIN,
  description: 'Checks notebooks as they are edited.',
  provides: IAnalyses,
  requires: [INotebookTracker, IApi],
  optional: [ISettingRegistry],
  activate: (
    app: JupyterFrontEnd,
    tracker: INotebookTracker,
    api: IApi,
    settings: ISettingRegistry | null
  ) => {
    let options = DEFAULT_CHECK_OPTIONS;
    const analyses = createAnalyses({
      api,
      tracker,
      memory: new ExecutionMemory(sessionStorage),
      activityOf: kernel => lastActivity(kernel, app.serviceManager.serverSettings),
      options: () => options
    });
    void settings?.load(PLUGIN).then(loaded => {
      const apply = () => {
        options = readCheckOptions(loaded.composite);
        tracker.forEach(panel => void analyses.of(panel.model?.sharedModel ?? null)?.checkNow());
      };
      apply();
      loaded.changed.connect(apply);
    });
    return analyses;
  }
};

/** An analysis for each notebook as it is opened, and which of them is looked at. */
export function createAnalyses(options: IAnalysesOptions): Analyses {
  const { tracker } = options;
  const analyses = new Analyses();
  const sessions = new WeakMap<object, KernelSession>();
  const choose = () =>
    analyses.setCurrent(analyses.of(tracker.currentWidget?.model?.sharedModel ?? null) ?? null);
  const watch = async (panel: NotebookPanel) => {
    await panel.context.ready;
    if (panel.isDisposed || !panel.model) {
      return;
    }
    // Two views of one notebook have one analysis, which ends with the last of them.
    if (!analyses.of(panel.model.sharedModel)) {
      const analysis = createAnalysis(options, panel);
      sessions.set(analysis.model.sharedModel, createSession(options, panel, analysis));
      analyses.add(analysis);
    }
    choose();
  };
  tracker.forEach(panel => void watch(panel));
  tracker.widgetAdded.connect((_, panel) => void watch(panel));
  tracker.currentChanged.connect(choose);
  watchExecutions(sessions);
  return analyses;
}

function createAnalysis(
  { api, options }: IAnalysesOptions,
  { context }: NotebookPanel
): NotebookAnalysis {
  const analysis = new NotebookAnalysis({
    model: context.model,
    path: () => contentsPath(context.path),
    options,
    check: request => api.check(request),
    quiet: whenQuiet()
  });
  context.pathChanged.connect(() => void analysis.checkNow());
  context.disposed.connect(() => analysis.dispose());
  return analysis;
}

function createSession(
  { memory, activityOf }: IAnalysesOptions,
  panel: NotebookPanel,
  analysis: NotebookAnalysis
): KernelSession {
  const context = panel.sessionContext;
  const session = new KernelSession({ analysis, context, memory, activityOf });
  panel.context.disposed.connect(() => session.dispose());
  return session;
}

/** From the list of kernels: of a kernel behind a gateway a server that is asked for it alone tells an older state. */
async function lastActivity(
  kernel: string,
  settings: ServerConnection.ISettings
): Promise<string | null> {
  try {
    const running = await KernelAPI.listRunning(settings);
    return running.find(({ id }) => id === kernel)?.last_activity ?? null;
  } catch {
    return null;
  }
}

/** Remember what was run as it was when it was run, which may differ from what the cell says when it is done. */
function watchExecutions(sessions: WeakMap<object, KernelSession>): void {
  const sources = new WeakMap<object, string>();
  const sessionOf = ({ model }: Notebook) => model && sessions.get(model.sharedModel);
  NotebookActions.executionScheduled.connect((_, { notebook, cell }) => {
    sources.set(cell.model, editorText(cell.model.sharedModel.source));
    if (cell.model.type === 'code') {
      sessionOf(notebook)?.begin();
    }
  });
  NotebookActions.executed.connect((_, { notebook, cell, success }) => {
    if (cell.model.type === 'code') {
      const source = sources.get(cell.model) ?? editorText(cell.model.sharedModel.source);
      sessionOf(notebook)?.end(cell.model.id, success ? source : null);
    }
  });
}
