/** The list of findings: filtered, by severity or by cell. */

import type { TranslationBundle } from '@jupyterlab/translation';
import { useState } from 'react';

import { severityIcons } from '../icons';
import {
  SEVERITIES,
  countBySeverity,
  filterFindings,
  groupFindings,
  sortFindings
} from '../models/findings';
import type { Finding, Severity } from '../wire';
import { cellName } from './cellName';
import { severityCount, severityName } from './severities';
import { Quoted } from './quoted';
import { SearchField } from './searchField';
import { Sign } from './sign';

/** As many as anybody reads; more would only slow the panel down. */
const PAGE = 200;

export interface IFindingsProps {
  findings: readonly Finding[];
  /** Ids of all cells in document order. */
  order: readonly string[];
  trans: TranslationBundle;
  onJump(finding: Finding): void;
  onFix(finding: Finding): void;
  onExplain(finding: Finding): void;
}

export function Findings(props: IFindingsProps): JSX.Element {
  const { findings, order, trans } = props;
  const [text, setText] = useState('');
  const [severities, setSeverities] = useState<ReadonlySet<Severity>>(new Set(SEVERITIES));
  const [isByCell, setByCell] = useState(true);
  const [limit, setLimit] = useState(PAGE);
  const counts = countBySeverity(findings);
  const chosen = filterFindings(findings, { text, severities });
  const sorted = isByCell
    ? groupFindings(chosen, order).flatMap(group => group.findings)
    : sortFindings(chosen, order);
  const visible = sorted.slice(0, limit);
  const toggle = (severity: Severity) => {
    const next = new Set(severities);
    next.delete(severity) || next.add(severity);
    setSeverities(next);
  };
  return (
    <div className="jp-nb2pipe-Findings">
      <div className="jp-nb2pipe-Findings-filter">
        <SearchField
          label={trans.__('Filter findings')}
          text={text}
          trans={trans}
          onChange={setText}
        />
        {SEVERITIES.map(severity => (
          <button
            key={severity}
            type="button"
            className={`jp-nb2pipe-Toggle jp-mod-${severity}`}
            aria-pressed={severities.has(severity)}
            aria-label={severityCount(severity, counts[severity], trans)}
            title={severityCount(severity, counts[severity], trans)}
            onClick={() => toggle(severity)}
          >
            <Sign icon={severityIcons[severity]} />
            {counts[severity]}
          </button>
        ))}
        <button
          type="button"
          className="jp-nb2pipe-Toggle"
          aria-pressed={isByCell}
          onClick={() => setByCell(!isByCell)}
        >
          {trans.__('By cell')}
        </button>
      </div>
      {chosen.length === 0 && (
        <p className="jp-nb2pipe-note">
          {findings.length === 0
            ? trans.__('Nothing found.')
            : trans.__('No finding fits the filter.')}
        </p>
      )}
      {isByCell ? (
        groupFindings(visible, order).map(group => (
          <section key={group.cell}>
            <h3>{cellName(group.cell, order, trans)}</h3>
            <FindingItems {...props} findings={group.findings} />
          </section>
        ))
      ) : (
        <FindingItems {...props} findings={visible} hasCell />
      )}
      {chosen.length > limit && (
        <p className="jp-nb2pipe-note">
          {trans.__('%1 of %2 are shown.', limit, chosen.length)}{' '}
          <button
            type="button"
            className="jp-nb2pipe-Button"
            onClick={() => setLimit(limit + PAGE)}
          >
            {trans.__('Show %1 more', Math.min(PAGE, chosen.length - limit))}
          </button>
        </p>
      )}
    </div>
  );
}

function FindingItems({
  hasCell = false,
  ...props
}: IFindingsProps & { hasCell?: boolean }): JSX.Element {
  return (
    <ul className="jp-nb2pipe-list">
      {keyed(props.findings).map(([key, finding]) => (
        <FindingItem
          key={key}
          {...props}
          finding={finding}
          cell={hasCell ? cellName(finding.cell, props.order, props.trans) : null}
        />
      ))}
    </ul>
  );
}

/** Findings with what tells them apart when the list changes; two may say the same of the same place. */
function keyed(findings: readonly Finding[]): [string, Finding][] {
  const seen = new Map<string, number>();
  return findings.map(finding => {
    const key = `${finding.code} ${finding.cell} ${finding.start.offset} ${finding.message}`;
    const count = seen.get(key) ?? 0;
    seen.set(key, count + 1);
    return [`${key} ${count}`, finding];
  });
}

function FindingItem({
  finding,
  cell,
  trans,
  onJump,
  onFix,
  onExplain
}: IFindingsProps & { finding: Finding; cell: string | null }): JSX.Element {
  return (
    <li className={`jp-nb2pipe-Finding jp-mod-${finding.severity}`}>
      <button type="button" className="jp-nb2pipe-Finding-jump" onClick={() => onJump(finding)}>
        <Sign
          icon={severityIcons[finding.severity]}
          label={severityName(finding.severity, trans)}
        />
        <span>
          {cell && <strong>{cell}: </strong>}
          <Quoted text={finding.message} />
          {finding.hint && (
            <span className="jp-nb2pipe-Finding-hint">
              {' '}
              <Quoted text={finding.hint} />
            </span>
          )}
        </span>
      </button>
      <div className="jp-nb2pipe-Finding-actions">
        <span className="jp-nb2pipe-Finding-code">
          {finding.code}
          {finding.blocks_export && ` · ${trans.__('blocks the export')}`}
        </span>
        {finding.fix !== '' && (
          <button
            type="button"
            className="jp-nb2pipe-Link"
            title={finding.fix}
            onClick={() => onFix(finding)}
          >
            {fixLabel(finding, trans)}
          </button>
        )}
        <button
          type="button"
          className="jp-nb2pipe-Link"
          aria-label={trans.__('Why is %1 a problem?', finding.code)}
          onClick={() => onExplain(finding)}
        >
          {trans.__('Why?')}
        </button>
      </div>
    </li>
  );
}

/** Dots where the user is asked first, because the notebook may compute something else afterwards. */
export function fixLabel({ fixable }: Finding, trans: TranslationBundle): string {
  return fixable ? trans.__('Fix') : trans.__('Fix…');
}
