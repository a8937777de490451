import { expect, it } from 'vitest';

import { pan, wholeOf, zoom } from '../src/models/viewport';

const WHOLE = wholeOf({ width: 100, height: 50 });

it('zooms around its middle', () => {
  expect(zoom(WHOLE, 0.5, WHOLE)).toEqual({ x: 25, y: 12.5, width: 50, height: 25 });
});

it('zooms around the pointer', () => {
  expect(zoom(WHOLE, 0.5, WHOLE, { x: 0, y: 0 })).toEqual({ x: 0, y: 0, width: 50, height: 25 });
});

it('does not zoom without limit', () => {
  let view = WHOLE;
  for (let i = 0; i < 50; i++) {
    view = zoom(view, 0.5, WHOLE);
  }
  expect(view.width).toBeCloseTo(20);
});

it('moves by fractions of what is seen', () => {
  expect(pan({ x: 0, y: 0, width: 50, height: 25 }, 0.1, -0.2)).toEqual({
    x: 5,
    y: -5,
    width: 50,
    height: 25
  });
});
