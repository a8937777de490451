/** The pipeline drawn: steps, what flows between them, how the newest run went. */

import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { INotebookTracker } from '@jupyterlab/notebook';
import { ITranslator, nullTranslator, type TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';

import type { Api } from '../api';
import { Commands } from '../commands';
import { PipelinePanel } from '../components/pipelinePanel';
import type { Analyses } from '../models/analyses';
import type { Jobs } from '../models/jobs';
import { JobWatcher } from '../models/jobWatcher';
import { Pipeline } from '../models/pipeline';
import type { Suggestions } from '../models/suggestions';
import { jumpIn } from '../navigation';
import { IAnalyses, IApi, IJobs, ISuggestions, IWorkbench } from '../tokens';
import { Section } from '../widgets/section';
import type { StepNode } from '../wire';

interface IPipelineOptions {
  api: Api;
  analyses: Analyses;
  commands: CommandRegistry;
  jobs: Jobs;
  suggestions: Suggestions | null;
  tracker: INotebookTracker;
  trans: TranslationBundle;
}

export const pipelinePlugin: JupyterFrontEndPlugin<void> = {
  id: 'nb2pipe:pipeline',
  description: 'Draws the pipeline that a notebook is.',
  autoStart: true,
  requires: [INotebookTracker, IApi, IAnalyses, IJobs, IWorkbench],
  optional: [ITranslator, ISuggestions],
  activate: (
    app: JupyterFrontEnd,
    tracker: INotebookTracker,
    api: IApi,
    analyses: IAnalyses,
    jobs: IJobs,
    workbench: IWorkbench,
    translator: ITranslator | null,
    suggestions: ISuggestions | null
  ) => {
    const trans = (translator ?? nullTranslator).load('nb2pipe');
    const { commands } = app;
    workbench.addSection(
      createPipeline({ api, analyses, commands, jobs, suggestions, tracker, trans }),
      { rank: 10, isOpen: true }
    );
  }
};

export function createPipeline(options: IPipelineOptions): Section {
  const { api, analyses, commands, jobs, suggestions, tracker, trans } = options;
  const pipeline = new Pipeline({ analyses, graph: request => api.graph(request) });
  const jump = ({ cells: [first] }: StepNode) =>
    analyses.current && first !== undefined && jumpIn(tracker, analyses.current, first);
  const watcher = new JobWatcher(analyses, jobs);
  return new Section({
    id: 'pipeline',
    title: trans.__('Pipeline'),
    signals: [
      pipeline.changed,
      jobs.changed,
      analyses.currentChanged,
      ...(suggestions ? [suggestions.changed] : [])
    ],
    onVisible: isVisible => {
      pipeline.setVisible(isVisible);
      watcher.setVisible(isVisible);
    },
    draw: () => {
      const path = analyses.current?.path ?? '';
      // Where the notebook cannot be checked, it cannot be drawn either.
      const unchecked = analyses.current?.checked ? null : (analyses.current?.problem ?? null);
      const latest = jobs.of(path).find(job => job.kind === 'run');
      return (
        <PipelinePanel
          graph={pipeline.graph}
          problem={pipeline.problem ?? unchecked}
          run={new Map(latest?.steps.map(({ name, state }) => [name, state]))}
          order={analyses.current?.checked?.cells.map(cell => cell.id) ?? []}
          trans={trans}
          onJump={jump}
          onSuggest={() => void commands.execute(Commands.suggestTags)}
          suggested={suggestedIn(options)}
          onAcceptAll={() => void commands.execute(Commands.acceptSuggestions)}
          onDismissAll={() => void commands.execute(Commands.dismissSuggestions)}
          onExport={() => void commands.execute(Commands.exportPackage)}
          onExample={() => void commands.execute(Commands.openExample)}
          onRetry={() => void analyses.current?.checkAgain()}
          language={analyses.current?.language ?? null}
        />
      );
    }
  });
}

/** How many cells of the current notebook have a suggestion that waits for an answer. */
function suggestedIn({ analyses, suggestions }: IPipelineOptions): number {
  return analyses.current ? (suggestions?.all(analyses.current.model).size ?? 0) : 0;
}
