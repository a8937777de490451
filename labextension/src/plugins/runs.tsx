/** Runs and verifications: started, watched, looked back at. */

import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { INotebookTracker } from '@jupyterlab/notebook';
import { ITranslator, nullTranslator, type TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';

import type { Api } from '../api';
import { Commands } from '../commands';
import { RunPanel } from '../components/runPanel';
import { Unchecked } from '../components/unchecked';
import { openPath, saveNotebook } from '../documents';
import type { Analyses } from '../models/analyses';
import type { Jobs } from '../models/jobs';
import { JobWatcher } from '../models/jobWatcher';
import { contentsPath } from '../models/liveNotebook';
import { Saves } from '../models/saves';
import { jumpIn } from '../navigation';
import { report } from '../reporting';
import { IAnalyses, IApi, IJobs, IWorkbench } from '../tokens';
import { renderLog } from '../widgets/log';
import { Section } from '../widgets/section';
import type { StartRequest } from '../wire';

interface IRunsOptions {
  api: Api;
  analyses: Analyses;
  commands: CommandRegistry;
  jobs: Jobs;
  tracker: INotebookTracker;
  trans: TranslationBundle;
}

export const runsPlugin: JupyterFrontEndPlugin<void> = {
  id: 'nb2pipe:runs',
  description: 'Runs the pipeline and watches it.',
  autoStart: true,
  requires: [INotebookTracker, IApi, IAnalyses, IJobs, IWorkbench],
  optional: [ITranslator, ICommandPalette],
  activate: (
    app: JupyterFrontEnd,
    tracker: INotebookTracker,
    api: IApi,
    analyses: IAnalyses,
    jobs: IJobs,
    workbench: IWorkbench,
    translator: ITranslator | null,
    palette: ICommandPalette | null
  ) => {
    const trans = (translator ?? nullTranslator).load('nb2pipe');
    const options = { api, analyses, commands: app.commands, jobs, tracker, trans };
    const section = createRuns(options);
    workbench.addSection(section, { rank: 40, isOpen: false });
    addCommands(options, () => workbench.reveal(section));
    [Commands.run, Commands.verify].forEach(command =>
      palette?.addItem({ command, category: 'nb2pipe' })
    );
  }
};

export function createRuns(options: IRunsOptions): Section {
  const { api, analyses, commands, jobs, tracker, trans } = options;
  // Of the notebook as it is saved; the user's edits are not saved for this.
  const loadParameters = (path: string) => api.parameters({ path });
  const saves = new Saves();
  tracker.forEach(({ context }) => saves.watch(context));
  tracker.widgetAdded.connect((_, { context }) => saves.watch(context));
  const watcher = new JobWatcher(analyses, jobs, path => resume(jobs, path));
  return new Section({
    id: 'runs',
    title: trans.__('Runs'),
    signals: [jobs.changed, analyses.currentChanged, saves.changed],
    onVisible: isVisible => watcher.setVisible(isVisible),
    draw: () => {
      const analysis = analyses.current;
      if (!analysis?.isPython) {
        return <Unchecked language={analysis?.language ?? null} trans={trans} />;
      }
      const { path } = analysis;
      return (
        <RunPanel
          key={path}
          path={path}
          revision={saves.count}
          jobs={jobs.of(path)}
          followed={jobs.followed}
          log={jobs.log}
          trans={trans}
          loadParameters={loadParameters}
          compare={(left, right) => api.compare({ left, right })}
          onFollow={id => jobs.follow(id)}
          onRun={(parameters, with_notebook) =>
            void start(options, { kind: 'run', path, parameters, with_notebook })
          }
          onVerify={() => void start(options, { kind: 'verify', path })}
          renderLog={renderLog}
          onCancel={job => void report(api.cancel(job.id).then(answer => jobs.add(answer)))}
          onOpen={found =>
            void report(openPath(commands, found, !/\.(ipynb|html)$/.test(found), trans))
          }
          onJump={cell => jumpIn(tracker, analysis, cell)}
        />
      );
    }
  });
}

/** After a reload of the page, show the job that is still running. */
function resume(jobs: Jobs, path: string): void {
  const running = jobs.of(path).find(job => job.state === 'running');
  if (running && jobs.followed === null) {
    jobs.follow(running.id);
  }
}

/** Start a job on the saved notebook and follow it. */
async function start(
  { api, jobs, tracker, trans }: IRunsOptions,
  request: StartRequest
): Promise<void> {
  const panel = tracker.find(candidate => contentsPath(candidate.context.path) === request.path);
  await report(
    (async () => {
      panel && (await saveNotebook(panel, trans));
      const job = await api.start(request);
      jobs.add(job);
      jobs.follow(job.id);
    })()
  );
}

function addCommands(options: IRunsOptions, reveal: () => void): void {
  const { analyses, commands, trans } = options;
  const begin = (kind: StartRequest['kind']) => {
    reveal();
    return analyses.current ? start(options, { kind, path: analyses.current.path }) : undefined;
  };
  const shared = {
    isEnabled: () => analyses.current !== null,
    describedBy: { args: { type: 'object' as const, properties: {} } }
  };
  commands.addCommand(Commands.run, {
    ...shared,
    label: trans.__('Run the Pipeline'),
    execute: () => begin('run')
  });
  commands.addCommand(Commands.verify, {
    ...shared,
    label: trans.__('Verify That the Package Computes the Same'),
    execute: () => begin('verify')
  });
}
