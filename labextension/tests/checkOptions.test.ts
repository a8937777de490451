import { expect, it } from 'vitest';

import { DEFAULT_CHECK_OPTIONS, readCheckOptions } from '../src/models/checkOptions';

it('takes what the settings say', () => {
  const settings = {
    debounce: 900,
    select: ['NB1'],
    ignore: ['NB102'],
    severity: { NB3: 'off', 'undefined-name': 'info' }
  };
  expect(readCheckOptions(settings)).toEqual(settings);
});

it('has defaults for what they do not say', () => {
  expect(readCheckOptions({})).toEqual(DEFAULT_CHECK_OPTIONS);
});

it('leaves out what is not yet filled in, and what is no severity', () => {
  const settings = {
    debounce: 'soon',
    select: ['', 3],
    ignore: [' '],
    severity: { '': 'off', NB1: 'bad' }
  };
  expect(readCheckOptions(settings)).toEqual(DEFAULT_CHECK_OPTIONS);
  expect(readCheckOptions({ severity: 'off' }).severity).toEqual({});
});
