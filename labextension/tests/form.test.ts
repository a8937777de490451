import { describe, expect, it } from 'vitest';

import { changedValues, initialText, problemOf } from '../src/models/form';
import { parameter } from './builders';

describe('a field', () => {
  it.each([
    ['integer', '42', 42, '42'],
    ['number', '0.25', 0.25, '0.25'],
    ['boolean', 'True', true, 'True'],
    ['string', "'a b'", 'a b', 'a b'],
    ['text', '[1, 2]', null, '[1, 2]'],
    ['integer', 'None', null, '']
  ] as const)('of kind %s with default %s starts with its value', (field, source, value, text) => {
    expect(initialText(parameter(field, source, value))).toBe(text);
  });

  it.each([
    ['integer', '7', null],
    ['integer', '-1_000', null],
    ['integer', '7.5', 'integer'],
    ['number', '1e-3', null],
    ['number', '.5', null],
    ['number', 'inf', null],
    ['number', 'many', 'number'],
    ['number', '', 'empty'],
    ['string', '', null]
  ] as const)('of kind %s given %s has the problem %s', (field, text, problem) => {
    expect(problemOf(parameter(field, '1', 1), text)).toBe(problem);
  });

  it('may be empty where None is a value', () => {
    expect(problemOf({ ...parameter('integer', '1', 1), optional: true }, ' ')).toBeNull();
  });
});

describe('changed values', () => {
  it('leave out what is as it was', () => {
    expect(changedValues([parameter('integer', '3', 3)], { p: '3' })).toEqual({});
    expect(changedValues([parameter('integer', '3', 3)], { p: '4' })).toEqual({ p: '4' });
  });

  it('say None for an optional one that was emptied', () => {
    expect(changedValues([{ ...parameter('integer', '3', 3), optional: true }], { p: '' })).toEqual(
      { p: 'None' }
    );
  });
});
