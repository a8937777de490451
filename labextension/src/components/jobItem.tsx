/** One run or verification: how it stands, its steps, its log, what it left. */

import type { TranslationBundle } from '@jupyterlab/translation';
import { useEffect, useRef } from 'react';

import { stateIcons } from '../icons';
import { durationText, startText } from '../models/durations';
import type { Job, JobStep } from '../wire';
import { stateName } from './descriptions';
import { Notices } from './notices';
import { Quoted } from './quoted';
import { Sign } from './sign';
import { VerificationTable } from './verification';

/** Pixels from the end of a log within which somebody looks at the end. */
const NEAR_END = 24;

export interface IJobActions {
  onOpen(path: string): void;
  onCancel(job: Job): void;
  onJump(cell: string): void;
  /** Fill an element with what a job printed. */
  renderLog(host: HTMLElement, text: string): Promise<void>;
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
  const started = startText(job.started, new Date());
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
            {name} {started} · <Quoted text={howItStands(job, trans)} />
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

function howItStands({ state, progress, seconds }: Job, trans: TranslationBundle): string {
  return state === 'running'
    ? progress || stateName(state, trans)
    : `${stateName(state, trans)} · ${durationText(seconds)}`;
}

function JobDetails(props: IJobItemProps): JSX.Element {
  const { job, log, trans, onOpen, onJump } = props;
  const link = (path: string | null, text: string) =>
    path !== null && (
      <button type="button" className="jp-nb2pipe-Link" onClick={() => onOpen(path)}>
        {text}
      </button>
    );
  return (
    <div className="jp-nb2pipe-Job-details">
      {job.state === 'lost' && <p className="jp-nb2pipe-note">{lostText(trans)}</p>}
      {isAbout(job) && (
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
      {log && <Log text={log} trans={trans} render={props.renderLog} />}
      <div className="jp-nb2pipe-buttons">
        {link(job.executed_notebook, trans.__('Executed notebook'))}
        {link(job.report, trans.__('Report'))}
        {link(job.directory, trans.__('Folder of the run'))}
        {link(job.package_directory, trans.__('Package'))}
      </div>
    </div>
  );
}

/** Whether a job says more than the step that failed in it. */
function isAbout({ error, steps }: Job): boolean {
  return error !== '' && !steps.some(step => step.error === error);
}

function lostText(trans: TranslationBundle): string {
  return trans.__(
    'Its process ended without a word: somebody ended it, the memory was full, or the machine was restarted.'
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
      {step.error && step.state !== 'cancelled' && (
        <pre role="alert" tabIndex={0} className="jp-nb2pipe-error">
          {step.error}
        </pre>
      )}
    </li>
  );
}

interface ILogProps {
  text: string;
  trans: TranslationBundle;
  render(host: HTMLElement, text: string): Promise<void>;
}

/** The end of the log, which stays in view while it grows unless somebody reads further up. */
function Log({ text, trans, render }: ILogProps): JSX.Element {
  const host = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  useEffect(() => {
    const shown = host.current!;
    void render(shown, text).then(() => {
      if (isAtEnd.current) {
        shown.scrollTop = shown.scrollHeight;
      }
    });
  }, [text, render]);
  return (
    <div
      ref={host}
      className="jp-nb2pipe-log jp-RenderedText"
      tabIndex={0}
      role="region"
      aria-label={trans.__('Log')}
      onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
        isAtEnd.current = scrollHeight - scrollTop - clientHeight < NEAR_END;
      }}
    />
  );
}

export function metricText(value: unknown): string {
  return typeof value === 'number' && !Number.isInteger(value)
    ? String(Number(value.toPrecision(5)))
    : String(value);
}

function jobIcon({ state }: Job): typeof stateIcons.failed {
  return state === 'lost' || state === 'refused' ? stateIcons.failed : stateIcons[state];
}
