import { describe, expect, it } from 'vitest';

import { isHidden, layOut, linePath, lineText } from '../src/models/layout';
import { edge, step } from './builders';

describe('a layout', () => {
  it('puts a step below those whose values it needs', () => {
    const { boxes } = layOut(
      [step('a'), step('b'), step('c')],
      [edge('a', 'b', ['x']), edge('b', 'c', ['y'])]
    );
    const [a, b, c] = boxes.map(box => box.y);
    expect(a < b && b < c).toBe(true);
  });

  it('keeps boxes apart and inside', () => {
    const { boxes, width, height } = layOut([step('a'), step('b')], []);
    expect(boxes[0].x + boxes[0].width).toBeLessThanOrEqual(boxes[1].x);
    expect(
      boxes.every(box => box.x >= 0 && box.x + box.width <= width && box.y + box.height <= height)
    ).toBe(true);
  });

  it('draws each way between two steps as a line of its own', () => {
    const { lines } = layOut(
      [step('a'), step('b')],
      [edge('a', 'b', ['x']), edge('a', 'b', ['file:x'], 'file')]
    );
    expect(lines.map(line => line.isHidden)).toEqual([false, true]);
  });

  it('bears a circle, an edge to nowhere, and nothing at all', () => {
    expect(
      layOut([step('a'), step('b')], [edge('a', 'b', []), edge('b', 'a', [])]).lines
    ).toHaveLength(2);
    expect(layOut([step('a')], [edge('a', 'gone', [])]).lines).toEqual([]);
    expect(layOut([], [])).toMatchObject({ width: 1, height: 1, boxes: [] });
  });

  it('holds steps with names of objects', () => {
    expect(layOut([step('constructor'), step('__proto__')], []).boxes).toHaveLength(2);
  });
});

describe('a line', () => {
  it('tells its first names and how many more there are', () => {
    expect(lineText(['a', 'b', 'c', 'd'])).toBe('a, b +2');
    expect(lineText(['a_name_that_is_much_too_long_for_a_label'])).toBe('a_name_that_is_much_to…');
  });

  it('ends where its last point is', () => {
    const points = [
      { x: 0, y: 0 },
      { x: 5, y: 5 },
      { x: 0, y: 9 }
    ];
    expect(linePath(points)).toBe('M 0 0 Q 5 5 0 9');
    expect(linePath(points.slice(0, 2))).toBe('M 0 0 L 5 5');
    expect(linePath([])).toBe('');
  });

  it('is hidden unless the code says it by name', () => {
    expect((['name', 'closure', 'mutation', 'alias', 'file'] as const).map(isHidden)).toEqual([
      false,
      false,
      true,
      true,
      true
    ]);
  });
});
