import { expect, it } from 'vitest';

import { firstView, pan, wholeOf, zoom } from '../src/models/viewport';

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

it('shows all at first, or a part whose names can be read', () => {
  expect(firstView({ width: 300, height: 50 }, 150, 300)).toEqual(
    wholeOf({ width: 300, height: 50 })
  );
  const large = { width: 4000, height: 3000 };
  expect(firstView(large, 2000, 300)).toEqual({ x: 1800, y: 0, width: 400, height: 400 });
  expect(firstView(large, 10, 300).x).toBe(0);
  expect(firstView(large, 3990, 300).x).toBe(3600);
});

it('comes as close to a large drawing as to a small one', () => {
  const large = wholeOf({ width: 4000, height: 4000 });
  let view = large;
  for (let i = 0; i < 50; i++) {
    view = zoom(view, 0.5, large);
  }
  expect(view.width).toBeCloseTo(120);
});
