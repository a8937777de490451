import { expect, it } from 'vitest';

import { gradeOf, withGrade } from '../src/models/grades';

const rule = { code: 'NB301', name: 'unseeded-randomness' };

it('goes by code, by the beginning of codes, by name; the longest counts', () => {
  expect(gradeOf(rule, {})).toBeNull();
  expect(gradeOf(rule, { NB1: 'off', 'late-import': 'off' })).toBeNull();
  expect(gradeOf(rule, { NB3: 'off', NB301: 'info' })?.grade).toBe('info');
  expect(gradeOf(rule, { NB301: 'info', 'unseeded-randomness': 'error' })?.grade).toBe('error');
  expect(gradeOf(rule, { ALL: 'warning' })).toEqual({ selector: 'ALL', grade: 'warning' });
});

it('replaces what was said of the rule itself, and leaves the rest', () => {
  const grades = { NB3: 'off', 'unseeded-randomness': 'info' } as const;
  expect(withGrade(rule, 'error', grades)).toEqual({ NB3: 'off', NB301: 'error' });
  expect(withGrade(rule, null, grades)).toEqual({ NB3: 'off' });
});
