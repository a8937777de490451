import { describe, expect, it } from 'vitest';

import {
  countBySeverity,
  filterFindings,
  findAgain,
  groupFindings,
  rangeOf,
  sortFindings
} from '../src/models/findings';
import { finding } from './builders';

const ORDER = ['a', 'b'];
const FOUND = [
  finding('NB301', 'a', 4, 9, 'warning'),
  finding('NB102', 'b', 2, 5, 'error'),
  finding('NB112', 'a', 0, 1, 'info')
];
const codes = (findings: readonly { code: string }[]) => findings.map(({ code }) => code);

describe('a list of findings', () => {
  it('is counted by severity', () => {
    expect(countBySeverity(FOUND)).toEqual({ error: 1, warning: 1, info: 1 });
  });

  it('is sorted worst first', () => {
    expect(codes(sortFindings(FOUND, ORDER))).toEqual(['NB102', 'NB301', 'NB112']);
  });

  it('is grouped by cell in document order', () => {
    const groups = groupFindings(FOUND, ORDER);
    expect(groups.map(({ cell, findings }) => [cell, codes(findings)])).toEqual([
      ['a', ['NB301', 'NB112']],
      ['b', ['NB102']]
    ]);
  });

  it('is filtered by severity and by text in code, name or message', () => {
    const all = new Set(['error', 'warning', 'info'] as const);
    expect(codes(filterFindings(FOUND, { text: ' nb30 ', severities: all }))).toEqual(['NB301']);
    expect(codes(filterFindings(FOUND, { text: 'in a', severities: all }))).toEqual([
      'NB301',
      'NB112'
    ]);
    expect(codes(filterFindings(FOUND, { text: '', severities: new Set(['error']) }))).toEqual([
      'NB102'
    ]);
  });
});

describe('a finding', () => {
  it('is found again at the closest place', () => {
    const others = [finding('NB1', 'a', 0), finding('NB1', 'a', 20), finding('NB1', 'b', 10)];
    expect(findAgain(finding('NB1', 'a', 16), others)).toBe(others[1]);
    expect(findAgain(finding('NB2', 'a', 16), others)).toBeNull();
  });

  it('never reaches beyond the text', () => {
    expect(rangeOf(finding('NB1', 'a', 3, 99), 'short')).toEqual({ from: 3, to: 5 });
    expect(rangeOf(finding('NB1', 'a', 99, 3), 'short')).toEqual({ from: 5, to: 5 });
  });

  it('about a whole cell underlines its first line', () => {
    const whole = { ...finding('NB1', 'a'), whole_cell: true };
    expect(rangeOf(whole, 'x = 1\ny = 2')).toEqual({ from: 0, to: 5 });
    expect(rangeOf(whole, '')).toEqual({ from: 0, to: 0 });
  });
});
