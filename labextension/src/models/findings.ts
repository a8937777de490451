/** Findings in the order and the choice in which people read them. */

import type { Finding, Severity } from '../wire';
import { isFound } from './search';

export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info'];

export interface IFindingFilter {
  text: string;
  severities: ReadonlySet<Severity>;
}

/** The findings of one cell. */
export interface IFindingGroup {
  cell: string;
  findings: Finding[];
}

export function countBySeverity(findings: readonly Finding[]): Record<Severity, number> {
  const counts: Record<Severity, number> = { error: 0, warning: 0, info: 0 };
  findings.forEach(finding => counts[finding.severity]++);
  return counts;
}

/** The findings that the filter lets through; text is looked for in code, name and message. */
export function filterFindings(
  findings: readonly Finding[],
  { text, severities }: IFindingFilter
): Finding[] {
  return findings.filter(
    ({ code, name, message, severity }) =>
      severities.has(severity) && isFound(text, [code, name, message])
  );
}

/** Worst first; equally bad ones by place. */
export function sortFindings(findings: readonly Finding[], order: readonly string[]): Finding[] {
  const index = new Map(order.map((cell, i) => [cell, i]));
  return [...findings].sort(
    (a, b) =>
      SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
      (index.get(a.cell) ?? 0) - (index.get(b.cell) ?? 0) ||
      a.start.offset - b.start.offset
  );
}

/** By cell, in document order, worst first inside a cell. */
export function groupFindings(
  findings: readonly Finding[],
  order: readonly string[]
): IFindingGroup[] {
  const groups = new Map<string, Finding[]>();
  sortFindings(findings, order).forEach(finding =>
    groups.set(finding.cell, [...(groups.get(finding.cell) ?? []), finding])
  );
  return order.flatMap(cell => {
    const found = groups.get(cell);
    return found ? [{ cell, findings: found }] : [];
  });
}

/** The finding of the same rule in the same cell that is closest; the user may have typed since. */
export function findAgain(finding: Finding, findings: readonly Finding[]): Finding | null {
  const distance = (other: Finding) => Math.abs(other.start.offset - finding.start.offset);
  const same = findings.filter(other => other.code === finding.code && other.cell === finding.cell);
  return same.sort((a, b) => distance(a) - distance(b))[0] ?? null;
}

/** The range to underline in a text: that of the finding, or the first line for one about the whole cell. */
export function rangeOf(finding: Finding, text: string): { from: number; to: number } {
  const clamp = (offset: number) => Math.max(0, Math.min(offset, text.length));
  if (finding.whole_cell) {
    const end = text.indexOf('\n');
    return { from: 0, to: end < 0 ? text.length : end };
  }
  return {
    from: clamp(finding.start.offset),
    to: clamp(Math.max(finding.start.offset, finding.end.offset))
  };
}
