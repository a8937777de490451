/** Findings beside something that was asked for, each with the way to its cell. */

import type { TranslationBundle } from '@jupyterlab/translation';

import type { Finding, Refusal } from '../wire';
import { Quoted } from './quoted';

interface IRefusedProps extends Omit<INoticesProps, 'findings'> {
  refusal: Refusal;
}

interface INoticesProps {
  findings: readonly Finding[];
  trans: TranslationBundle;
  onJump(cell: string): void;
}

/** Why a notebook cannot be converted. */
export function Refused({ refusal, ...props }: IRefusedProps): JSX.Element {
  return (
    <>
      <p className="jp-nb2pipe-note">
        <strong>{blockingText(refusal.findings.length, props.trans)}</strong>
      </p>
      <Notices {...props} findings={refusal.findings} />
    </>
  );
}

export function blockingText(count: number, trans: TranslationBundle): string {
  return trans._n(
    '%1 finding stands in the way of a package.',
    '%1 findings stand in the way of a package.',
    count,
    count
  );
}

export function Notices({ findings, trans, onJump }: INoticesProps): JSX.Element {
  return (
    <ul className="jp-nb2pipe-list">
      {findings.map((finding, i) => (
        <li key={i}>
          {finding.code}: <Quoted text={finding.message} />{' '}
          <button type="button" className="jp-nb2pipe-Link" onClick={() => onJump(finding.cell)}>
            {trans.__('Show the cell')}
          </button>
        </li>
      ))}
    </ul>
  );
}
