/** The view of hidden state, and marks on cells that are stale now. */

import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { INotebookTracker, type NotebookPanel } from '@jupyterlab/notebook';
import { ITranslator, nullTranslator, type TranslationBundle } from '@jupyterlab/translation';

import { HiddenState } from '../components/hiddenState';
import { Unchecked } from '../components/unchecked';
import type { Analyses } from '../models/analyses';
import type { NotebookAnalysis } from '../models/analysis';
import { wasRun } from '../models/hiddenState';
import { jumpIn } from '../navigation';
import { IAnalyses, IWorkbench } from '../tokens';
import { Section } from '../widgets/section';

/** On a notebook some cells of which are marked. */
const HAS_MARKS = 'jp-mod-nb2pipe-hasMarks';

interface IHiddenStateOptions {
  analyses: Analyses;
  tracker: INotebookTracker;
  trans: TranslationBundle;
}

export const hiddenStatePlugin: JupyterFrontEndPlugin<void> = {
  id: 'nb2pipe:hidden-state',
  description: 'Shows what was run in another order and what is stale now.',
  autoStart: true,
  requires: [INotebookTracker, IAnalyses, IWorkbench],
  optional: [ITranslator],
  activate: (
    _: JupyterFrontEnd,
    tracker: INotebookTracker,
    analyses: IAnalyses,
    workbench: IWorkbench,
    translator: ITranslator | null
  ) => {
    const trans = (translator ?? nullTranslator).load('nb2pipe');
    workbench.addSection(createHiddenState({ analyses, tracker, trans }), {
      rank: 30,
      isOpen: false
    });
    nameStates(trans);
    const mark = (panel: NotebookPanel) => {
      const analysis = analyses.of(panel.model?.sharedModel ?? null);
      analysis && markCells(panel, analysis);
    };
    // A notebook may have several views, and a view may be opened when all is known.
    analyses.changed.connect((_, analysis) => {
      tracker.filter(panel => panel.model === analysis.model).forEach(mark);
    });
    tracker.widgetAdded.connect((_, panel) => void panel.context.ready.then(() => mark(panel)));
  }
};

export function createHiddenState({ analyses, tracker, trans }: IHiddenStateOptions): Section {
  return new Section({
    id: 'hidden-state',
    title: trans.__('Hidden State'),
    signals: [analyses.currentChanged],
    draw: () => {
      const analysis = analyses.current;
      if (!analysis?.checked) {
        return <Unchecked language={analysis?.language ?? null} trans={trans} />;
      }
      return (
        <HiddenState
          checked={analysis.checked}
          wasRun={wasRun(analysis.model)}
          trans={trans}
          onJump={cell => jumpIn(tracker, analysis, cell)}
        />
      );
    }
  });
}

/** The words with which the style sheet marks cells, in the user's language. */
function nameStates(trans: TranslationBundle): void {
  const words = { stale: trans.__('stale'), edited: trans.__('edited') };
  for (const [state, word] of Object.entries(words)) {
    document.body.style.setProperty(`--jp-nb2pipe-word-${state}`, JSON.stringify(word));
  }
}

/** Let the style sheet mark cells by their state in this session. */
function markCells({ content }: NotebookPanel, analysis: NotebookAnalysis): void {
  const states = new Map(analysis.checked?.states.map(({ cell, state }) => [cell, state]));
  if (states.size === 0 && !content.node.classList.contains(HAS_MARKS)) {
    return;
  }
  content.toggleClass(HAS_MARKS, states.size > 0);
  for (const cell of content.widgets) {
    const state = states.get(cell.model.id);
    if (cell.node.dataset.nb2pipeState !== state) {
      state ? (cell.node.dataset.nb2pipeState = state) : delete cell.node.dataset.nb2pipeState;
    }
  }
}
