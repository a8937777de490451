/** Findings beside something that was asked for, each with the way to its cell. */

import type { TranslationBundle } from '@jupyterlab/translation';

import type { Finding } from '../wire';

interface INoticesProps {
  findings: readonly Finding[];
  trans: TranslationBundle;
  onJump(cell: string): void;
}

export function Notices({ findings, trans, onJump }: INoticesProps): JSX.Element {
  return (
    <ul className="jp-nb2pipe-list">
      {findings.map((finding, i) => (
        <li key={i}>
          {finding.code}: {finding.message}{' '}
          <button type="button" className="jp-nb2pipe-Link" onClick={() => onJump(finding.cell)}>
            {trans.__('Show the cell')}
          </button>
        </li>
      ))}
    </ul>
  );
}
