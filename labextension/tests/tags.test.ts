import { describe, expect, it } from 'vitest';

import {
  namedSteps,
  parseTag,
  readRole,
  stepTag,
  tagsOf,
  toStepName,
  withTag
} from '../src/models/tags';

describe('parseTag', () => {
  it.each([
    ['step:data', 'data', null],
    ['step:train:boosted_2', 'train', 'boosted_2'],
    ['parameters', 'parameters', null],
    ['step:report', 'report', null],
    ['step:skip', 'skip', null]
  ])('reads %s', (tag, role, name) => {
    expect(parseTag(tag)).toEqual({ tag, role, name });
  });

  it.each([
    'step',
    'step:',
    'step:dat',
    'step:train:',
    'step:train:Bad',
    'step:train:a:b',
    'toString',
    'hide-input'
  ])('finds no meaning in %s', tag => expect(parseTag(tag)).toBeNull());
});

describe('readRole', () => {
  it('counts a repeated tag once', () => {
    expect(readRole(['step:data', 'step:data']).roles).toHaveLength(1);
  });

  it('keeps contradicting roles and unknown step tags, and ignores foreign tags', () => {
    const role = readRole(['hide-input', 'step:data', 'parameters', 'step:dta']);
    expect(role.roles.map(found => found.tag)).toEqual(['step:data', 'parameters']);
    expect(role.unknown).toEqual(['step:dta']);
  });
});

describe('withTag', () => {
  it('puts the new tag where the old one stood', () => {
    expect(withTag(['a', 'step:data', 'b'], 'step:train')).toEqual(['a', 'step:train', 'b']);
  });

  it('adds to the end where there was none', () => {
    expect(withTag(['a'], 'parameters')).toEqual(['a', 'parameters']);
  });

  it('resolves a contradiction and leaves foreign tags', () => {
    expect(withTag(['step:data', 'a', 'step:oops', 'parameters'], 'step:serve')).toEqual([
      'step:serve',
      'a'
    ]);
  });

  it('removes ours only', () => {
    expect(withTag(['step:data', 'a'], null)).toEqual(['a']);
  });
});

describe('names', () => {
  it('makes a step name of what people type', () => {
    expect(toStepName('  Gradient Boosting-2 ')).toBe('gradient_boosting_2');
    expect(toStepName('2 Übung!')).toBe('ubung');
    expect(toStepName('!!')).toBe('');
  });

  it('lists named steps once, in order', () => {
    expect(
      namedSteps([['step:train:b'], ['step:data'], ['step:train:a'], ['step:train:b']])
    ).toEqual(['step:train:b', 'step:train:a']);
  });

  it('writes tags of steps with and without a name', () => {
    expect([stepTag('train', null), stepTag('train', 'a')]).toEqual(['step:train', 'step:train:a']);
  });

  it('survives tags that are no list', () => {
    expect([tagsOf('step:data'), tagsOf([1, 'a', null])]).toEqual([[], ['a']]);
  });
});
