import { expect, it } from 'vitest';

import { durationText, startText } from '../src/models/durations';

it('tells seconds and minutes', () => {
  expect([0.04, 0.25, 9.96, 59.4, 79].map(durationText)).toEqual([
    '0.0\u00a0s',
    '0.3\u00a0s',
    '10.0\u00a0s',
    '59\u00a0s',
    '1\u00a0min 19\u00a0s'
  ]);
});

it('tells the day of what did not begin today', () => {
  const now = new Date('2026-03-05T12:00:00');
  expect(startText('2026-03-05T08:00:00', now)).not.toContain('2026');
  expect(startText('2026-03-04T08:00:00', now)).toContain('2026');
});
