/** Checks every open notebook while somebody works on it. */

import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { INotebookTracker, NotebookActions, type NotebookPanel } from '@jupyterlab/notebook';
import { ISettingRegistry } from '@jupyterlab/settingregistry';

import type { Api } from '../api';
import { Analyses } from '../models/analyses';
import { NotebookAnalysis, type ICheckOptions } from '../models/analysis';
import { contentsPath } from '../models/liveNotebook';
import { IAnalyses, IApi } from '../tokens';

const PLUGIN = 'nb2pipe:analysis';
const DEFAULTS: ICheckOptions = { debounce: 300, select: [], ignore: [] };

interface IAnalysesOptions {
  api: Api;
  tracker: INotebookTracker;
  options(): ICheckOptions;
}

export const analysisPlugin: JupyterFrontEndPlugin<IAnalyses> = {
  id: PLUGIN,
  description: 'Checks notebooks as they are edited.',
  provides: IAnalyses,
  requires: [INotebookTracker, IApi],
  optional: [ISettingRegistry],
  activate: (
    _: JupyterFrontEnd,
    tracker: INotebookTracker,
    api: IApi,
    settings: ISettingRegistry | null
  ) => {
    let options = DEFAULTS;
    const analyses = createAnalyses({ api, tracker, options: () => options });
    void settings?.load(PLUGIN).then(loaded => {
      const apply = () => {
        options = { ...DEFAULTS, ...(loaded.composite as Partial<ICheckOptions>) };
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
  const choose = () =>
    analyses.setCurrent(analyses.of(tracker.currentWidget?.model?.sharedModel ?? null) ?? null);
  const watch = async (panel: NotebookPanel) => {
    await panel.context.ready;
    if (!panel.isDisposed && panel.model) {
      analyses.add(createAnalysis(options, panel));
      choose();
    }
  };
  tracker.forEach(panel => void watch(panel));
  tracker.widgetAdded.connect((_, panel) => void watch(panel));
  tracker.currentChanged.connect(choose);
  watchExecutions(analyses);
  return analyses;
}

function createAnalysis(
  { api, options }: IAnalysesOptions,
  panel: NotebookPanel
): NotebookAnalysis {
  const analysis = new NotebookAnalysis({
    model: panel.model!,
    path: () => contentsPath(panel.context.path),
    options,
    check: request => api.check(request)
  });
  const forget = () => {
    analysis.executions.clear();
    analysis.schedule();
  };
  panel.sessionContext.kernelChanged.connect(forget);
  panel.sessionContext.statusChanged.connect((_, status) => {
    if (status === 'restarting' || status === 'autorestarting') {
      forget();
    }
  });
  panel.disposed.connect(() => analysis.dispose());
  return analysis;
}

/** Remember what was run as it was when it was run, which may differ from what the cell says when it is done. */
function watchExecutions(analyses: Analyses): void {
  const sources = new WeakMap<object, string>();
  NotebookActions.executionScheduled.connect((_, { cell }) => {
    sources.set(cell.model, cell.model.sharedModel.source);
  });
  NotebookActions.executed.connect((_, { notebook, cell, success }) => {
    const analysis = analyses.of(notebook.model?.sharedModel ?? null);
    if (analysis && success && cell.model.type === 'code') {
      analysis.executions.add(
        cell.model.id,
        sources.get(cell.model) ?? cell.model.sharedModel.source
      );
      analysis.schedule();
    }
  });
}
