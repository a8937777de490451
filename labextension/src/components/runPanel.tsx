/** Start runs, watch them, and look back at them. */

import type { TranslationBundle } from '@jupyterlab/translation';
import { useEffect, useState } from 'react';

import { messageOf } from '../models/errors';
import type { CompareAnswer, Job, ParametersAnswer } from '../wire';
import { Comparison, type ICompared } from './comparison';
import { JobItem, type IJobActions } from './jobItem';
import { Refused } from './notices';
import { RunForm } from './runForm';

interface IRunPanelProps extends IJobActions {
  path: string;
  /** Another number whenever the notebook has been saved. */
  revision: number;
  jobs: readonly Job[];
  /** The job whose log is followed, and the end of that log. */
  followed: string | null;
  log: string;
  trans: TranslationBundle;
  loadParameters(path: string): Promise<ParametersAnswer>;
  compare(left: string, right: string): Promise<CompareAnswer>;
  onFollow(id: string | null): void;
  onRun(parameters: Record<string, string>, withNotebook: boolean): void;
  onVerify(): void;
}

export function RunPanel(props: IRunPanelProps): JSX.Element {
  const { jobs, followed, trans } = props;
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [comparison, setComparison] = useState<ICompared | null>(null);
  const [problem, setProblem] = useState('');
  const isBusy = jobs.some(job => job.state === 'running');
  const choose = (id: string) =>
    setChosen(
      chosen.includes(id) ? chosen.filter(other => other !== id) : [...chosen, id].slice(-2)
    );
  const runs = jobs.filter(job => job.kind === 'run');
  const compare = () => {
    const [left, right] = runs.filter(job => chosen.includes(job.id)).reverse();
    setProblem('');
    props.compare(left.id, right.id).then(
      answer => setComparison({ answer, left, right }),
      (error: unknown) => setProblem(messageOf(error))
    );
  };
  return (
    <div className="jp-nb2pipe-Runs">
      <Start {...props} isBusy={isBusy} />
      <h3>{trans.__('History')}</h3>
      {jobs.length === 0 && (
        <p className="jp-nb2pipe-note">{trans.__('Nothing has been run yet.')}</p>
      )}
      {runs.length > 1 && (
        <div className="jp-nb2pipe-buttons">
          <button
            type="button"
            className="jp-nb2pipe-Button"
            disabled={chosen.length !== 2}
            onClick={compare}
          >
            {trans.__('Compare the two runs')}
          </button>
          {chosen.length !== 2 && (
            <span className="jp-nb2pipe-note">{trans.__('Choose two of them.')}</span>
          )}
        </div>
      )}
      {problem && (
        <p role="alert" className="jp-nb2pipe-error">
          {problem}
        </p>
      )}
      {comparison && (
        <Comparison {...comparison} trans={trans} onClose={() => setComparison(null)} />
      )}
      <ul className="jp-nb2pipe-list">
        {jobs.map(job => (
          <JobItem
            key={job.id}
            {...props}
            job={job}
            isOpen={job.id === followed}
            isChosen={chosen.includes(job.id)}
            log={job.id === followed ? props.log : ''}
            onToggle={() => props.onFollow(job.id === followed ? null : job.id)}
            onChoose={() => choose(job.id)}
          />
        ))}
      </ul>
    </div>
  );
}

/** The form, once the parameters are known; they are read from the saved notebook. */
function Start(props: IRunPanelProps & { isBusy: boolean }): JSX.Element {
  const { path, revision, trans, isBusy, loadParameters } = props;
  const [answer, setAnswer] = useState<ParametersAnswer | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let isCurrent = true;
    setProblem(null);
    loadParameters(path).then(
      found => isCurrent && setAnswer(found),
      (error: unknown) => isCurrent && setProblem(messageOf(error))
    );
    return () => {
      isCurrent = false;
    };
  }, [path, revision, attempt, loadParameters]);
  const refresh = (
    <button type="button" className="jp-nb2pipe-Link" onClick={() => setAttempt(attempt + 1)}>
      {trans.__('Read the parameters again')}
    </button>
  );
  if (problem !== null) {
    return (
      <p role="status" className="jp-nb2pipe-note">
        {problem} {refresh}
      </p>
    );
  }
  if (answer?.kind === 'refusal') {
    return (
      <div role="status">
        <Refused refusal={answer} trans={trans} onJump={props.onJump} />
        {refresh}
      </div>
    );
  }
  return answer ? (
    <>
      <RunForm
        parameters={answer.parameters}
        isBusy={isBusy}
        trans={trans}
        onRun={props.onRun}
        onVerify={props.onVerify}
      />
      {refresh}
    </>
  ) : (
    <p className="jp-nb2pipe-note">{trans.__('Reading the parameters…')}</p>
  );
}
