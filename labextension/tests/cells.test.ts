import { expect, it } from 'vitest';

import { placeOf } from '../src/models/cells';

it('finds a cell by its id', () => {
  expect(placeOf('b', ['a', 'b'])).toBe(1);
  expect(placeOf('gone', ['a', 'b'])).toBe(-1);
});

it('finds a cell without an id in its file by the position that the server made one from', () => {
  expect(placeOf('cell-1', ['a', 'b'])).toBe(1);
  expect(placeOf('cell-0-again', ['cell-0', 'b'])).toBe(0);
  expect(placeOf('cell-7', ['a', 'b'])).toBe(-1);
  expect(placeOf('cell-1', ['cell-1', 'b'])).toBe(0);
});
