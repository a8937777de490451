/** One run or verification: how it stands, its steps, its log, what it left. */

import type { TranslationBundle } from '@jupyterlab/translation';
import { useEffect, useRef } from 'react';

import { stateIcons } from '../icons';
import { durationText } from '../models/durations';
import type { Job, JobStep } from '../wire';
import { stateName } from './descriptions';
import { Notices } from './notices';
import { Sign } from './sign';
import { VerificationTable } from './verification';

export interface IJobActions {
  onOpen(path: string): void;
  onCancel(job: Job): void;
  onJump(cell: string): void;
}

export interface IJobItemProps extends IJobActions {
  job: Job;
  isOpen: boolean;
  isChosen: boolean;
  log: string;
  trans: TranslationBundle;
  onToggle(): void;
  onChoose(): void;
}

export function JobItem(props: IJobItemProps): JSX.Element {
  const { job, isOpen, isChosen, trans } = props;
  const name = job.kind === 'run' ? trans.__('Run') : trans.__('Verification');
  const started = new Date(job.started).toLocaleTimeString([], {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit'
  });
  return (
    <li className="jp-nb2pipe-Job" data-state={job.state} data-kind={job.kind}>
      <div className="jp-nb2pipe-Job-head">
        {job.kind === 'run' && (
          <input
            type="checkbox"
            checked={isChosen}
            aria-label={trans.__('Compare the run of %1', started)}
            title={trans.__('Compare')}
            onChange={props.onChoose}
          />
        )}
        <button
          type="button"
          className="jp-nb2pipe-Job-title"
          aria-expanded={isOpen}
          onClick={props.onToggle}
        >
          <Sign icon={jobIcon(job)} />
          <span>
            {name} {started} · {stateName(job.state, trans)}
            {job.state === 'running'
              ? job.progress
                ? ` · ${job.progress}`
                : ''
              : ` · ${durationText(job.seconds)}`}
          </span>
        </button>
        {job.state === 'running' && (
          <button type="button" className="jp-nb2pipe-Button" onClick={() => props.onCancel(job)}>
            {trans.__('Cancel')}
          </button>
        )}
      </div>
      {isOpen && <JobDetails {...props} />}
    </li>
  );
}

function JobDetails({ job, log, trans, onOpen, onJump }: IJobItemProps): JSX.Element {
  const link = (path: string | null, text: string) =>
    path !== null && (
      <button type="button" className="jp-nb2pipe-Link" onClick={() => onOpen(path)}>
        {text}
      </button>
    );
  return (
    <div className="jp-nb2pipe-Job-details">
      {job.error && (
        <pre role="alert" tabIndex={0} className="jp-nb2pipe-error">
          {job.error}
        </pre>
      )}
      <Notices findings={job.findings} trans={trans} onJump={onJump} />
      <ul className="jp-nb2pipe-list">
        {job.steps.map(step => (
          <StepItem key={step.name} step={step} onJump={onJump} trans={trans} />
        ))}
      </ul>
      {job.verification && <VerificationTable verification={job.verification} trans={trans} />}
      <Log text={log} trans={trans} />
      <div className="jp-nb2pipe-buttons">
        {link(job.executed_notebook, trans.__('Executed notebook'))}
        {link(job.report, trans.__('Report'))}
        {link(job.directory, trans.__('Folder of the run'))}
        {link(job.package_directory, trans.__('Package'))}
      </div>
    </div>
  );
}

interface IStepItemProps {
  step: JobStep;
  trans: TranslationBundle;
  onJump(cell: string): void;
}

function StepItem({ step, trans, onJump }: IStepItemProps): JSX.Element {
  const metrics = Object.entries(step.metrics);
  return (
    <li className="jp-nb2pipe-Step" data-state={step.state}>
      <Sign icon={stateIcons[step.state]} />{' '}
      <button
        type="button"
        className="jp-nb2pipe-Link"
        disabled={step.cells.length === 0}
        onClick={() => onJump(step.cells[0])}
      >
        {step.name}
      </button>{' '}
      {stateName(step.state, trans)}
      {step.seconds !== null && ` · ${durationText(step.seconds)}`}
      {metrics.length > 0 && (
        <dl className="jp-nb2pipe-metrics">
          {metrics.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{metricText(value)}</dd>
            </div>
          ))}
        </dl>
      )}
      {step.error && (
        <pre role="alert" tabIndex={0} className="jp-nb2pipe-error">
          {step.error}
        </pre>
      )}
    </li>
  );
}

/** The end of the log, which stays in view while it grows. */
function Log({ text, trans }: { text: string; trans: TranslationBundle }): JSX.Element {
  const end = useRef<HTMLPreElement>(null);
  useEffect(() => {
    if (end.current) {
      end.current.scrollTop = end.current.scrollHeight;
    }
  }, [text]);
  return text === '' ? (
    <></>
  ) : (
    <pre ref={end} className="jp-nb2pipe-log" tabIndex={0} aria-label={trans.__('Log')}>
      {text}
    </pre>
  );
}

export function metricText(value: unknown): string {
  return typeof value === 'number' && !Number.isInteger(value)
    ? value.toPrecision(5)
    : String(value);
}

function jobIcon({ state }: Job): typeof stateIcons.failed {
  return state === 'lost' || state === 'refused' ? stateIcons.failed : stateIcons[state];
}
