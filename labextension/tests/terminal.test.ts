import { expect, it } from 'vitest';

import { withoutOverwritten } from '../src/models/terminal';

it('keeps what a terminal would still show of a line', () => {
  expect(withoutOverwritten('a\n10%\r20%\r30%\nb')).toBe('a\n30%\nb');
  expect(withoutOverwritten('10%\r20%\r')).toBe('20%');
  expect(withoutOverwritten('one\r\ntwo\r\n')).toBe('one\ntwo\n');
});
