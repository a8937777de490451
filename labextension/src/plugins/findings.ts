/** Findings where they happen: squiggles, a list, a badge. */

import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { Dialog, Notification, showDialog } from '@jupyterlab/apputils';
import type { ICellModel } from '@jupyterlab/cells';
import { EditorExtensionRegistry, IEditorExtensionRegistry } from '@jupyterlab/codemirror';
import { INotebookTracker } from '@jupyterlab/notebook';
import { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { IStatusBar } from '@jupyterlab/statusbar';
import { ITranslator, nullTranslator, type TranslationBundle } from '@jupyterlab/translation';
import { Signal } from '@lumino/signaling';

import type { Api } from '../api';
import { Squiggles, mountSquiggleStyles } from '../editor/findings';
import type { Analyses } from '../models/analyses';
import type { NotebookAnalysis } from '../models/analysis';
import { applyEdits } from '../models/edits';
import { SEVERITIES, findAgain } from '../models/findings';
import { liveNotebook } from '../models/liveNotebook';
import { jumpIn } from '../navigation';
import { report } from '../reporting';
import { IAnalyses, IApi, IWorkbench } from '../tokens';
import { explainRule } from '../widgets/explanation';
import { FindingBadge } from '../widgets/findingBadge';
import { findingsSection, type IFindingActions } from '../widgets/findingsSection';
import { Nearness } from '../widgets/nearness';
import type { Finding, Rule, Severity } from '../wire';

const PLUGIN = 'nb2pipe:findings';

interface IFindingsOptions {
  api: Api;
  analyses: Analyses;
  tracker: INotebookTracker;
  rendermime: IRenderMimeRegistry | null;
  trans: TranslationBundle;
}

export const findingsPlugin: JupyterFrontEndPlugin<void> = {
  id: PLUGIN,
  description: 'Shows findings in cells, in a list and in the status bar.',
  autoStart: true,
  requires: [INotebookTracker, IApi, IAnalyses, IWorkbench],
  optional: [
    ITranslator,
    IEditorExtensionRegistry,
    IStatusBar,
    IRenderMimeRegistry,
    ISettingRegistry
  ],
  activate: (
    { shell }: JupyterFrontEnd,
    tracker: INotebookTracker,
    api: IApi,
    analyses: IAnalyses,
    workbench: IWorkbench,
    translator: ITranslator | null,
    editors: IEditorExtensionRegistry | null,
    statusBar: IStatusBar | null,
    rendermime: IRenderMimeRegistry | null,
    settings: ISettingRegistry | null
  ) => {
    const trans = (translator ?? nullTranslator).load('nb2pipe');
    const actions = createFindingActions({ api, analyses, tracker, rendermime, trans });
    const section = findingsSection({ analyses, trans, ...actions });
    workbench.addSection(section, { rank: 20, isOpen: true });
    const squiggles = createSquiggles(editors, { analyses, trans, ...actions });
    const badge = new FindingBadge({ analyses, trans, onClick: () => workbench.reveal(section) });
    const shownChanged = new Signal<object, void>({});
    shell.currentChanged?.connect(() => shownChanged.emit());
    statusBar?.registerStatusItem('nb2pipe:findings', {
      item: badge,
      align: 'left',
      rank: 100,
      isActive: () =>
        tracker.currentWidget !== null && shell.currentWidget === tracker.currentWidget,
      activeStateChanged: shownChanged
    });
    void settings?.load(PLUGIN).then(loaded => {
      const apply = () => squiggles.setMinimum(loaded.composite.squiggles as Severity | 'none');
      apply();
      loaded.changed.connect(apply);
    });
  }
};

export function createFindingActions(options: IFindingsOptions): IFindingActions {
  const { api, tracker, rendermime, trans } = options;
  let rules: Promise<Rule[]> | null = null;
  return {
    jump: (analysis, { cell, start, end, whole_cell }) => {
      const range = whole_cell ? undefined : { start: start.offset, end: end.offset };
      jumpIn(tracker, analysis, cell, range);
    },
    fix: (analysis, finding) => void report(fixFinding(options, analysis, finding)),
    explain: finding => {
      rules ??= api.rules().then(answer => answer.rules);
      rules.catch(() => (rules = null));
      const page = rules.then(known => known.find(rule => rule.code === finding.code));
      void report(page.then(rule => rule && explainRule(rule, rendermime, trans)));
    }
  };
}

/** Apply the fix of a finding; if the cell has been edited since the check, of the same finding as it is now. */
async function fixFinding(
  { api, trans }: IFindingsOptions,
  analysis: NotebookAnalysis,
  finding: Finding
): Promise<void> {
  if (!finding.fixable && !(await askForFix(finding, trans))) {
    return;
  }
  await analysis.checkNow();
  const current = findAgain(finding, analysis.findingsOf(finding.cell));
  const notebook = liveNotebook(analysis.model, analysis.path);
  const place = current && { code: current.code, cell: current.cell, offset: current.start.offset };
  const { edits } = place ? await api.fix({ notebook, ...place }) : { edits: [] };
  if (edits.length === 0 || !applyEdits(analysis.model, edits, notebook)) {
    Notification.info(trans.__('%1 cannot be fixed automatically here any more.', finding.code), {
      autoClose: 4000
    });
  }
  await analysis.checkNow();
}

/** True if the user wants a fix after which the notebook may compute something else. */
async function askForFix({ code, fix }: Finding, trans: TranslationBundle): Promise<boolean> {
  const answer = await showDialog({
    title: trans.__('Fix %1?', code),
    body: trans.__('%1. The notebook may compute something else afterwards.', capitalized(fix)),
    buttons: [Dialog.cancelButton(), Dialog.okButton({ label: trans.__('Fix') })]
  });
  return answer.button.accept;
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

interface ISquiggles {
  setMinimum(severity: Severity | 'none'): void;
}

function createSquiggles(
  editors: IEditorExtensionRegistry | null,
  options: IFindingActions & { analyses: Analyses; trans: TranslationBundle }
): ISquiggles {
  let shown: readonly Severity[] = SEVERITIES;
  const isShown = ({ severity }: Finding) => shown.includes(severity);
  const squiggles = new Squiggles({ ...options, nearness: new Nearness(), isShown });
  mountSquiggleStyles();
  editors?.addExtension({
    name: 'nb2pipe-findings',
    factory: ({ inline, model }) => {
      // In a notebook the editor's model is the cell's.
      const cell = model as unknown as ICellModel;
      const isCodeCell = inline && cell.type === 'code';
      return isCodeCell
        ? EditorExtensionRegistry.createImmutableExtension([squiggles.extensionFor(cell)])
        : null;
    }
  });
  return {
    setMinimum: severity => {
      shown = severity === 'none' ? [] : SEVERITIES.slice(0, SEVERITIES.indexOf(severity) + 1);
      const { current } = options.analyses;
      current && void current.checkAgain();
    }
  };
}
