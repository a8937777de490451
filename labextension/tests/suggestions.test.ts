import { expect, it } from 'vitest';

import { Executions } from '../src/models/executions';
import { contentsPath } from '../src/models/liveNotebook';
import { Suggestions } from '../src/models/suggestions';

it('suggestions belong to one notebook and are answered one by one', () => {
  const suggestions = new Suggestions();
  const [mine, other] = [{}, {}];
  const told: object[] = [];
  suggestions.changed.connect((_, notebook) => void told.push(notebook));
  suggestions.replace(mine, new Map([['a', { tag: 'step:data', reason: 'reads' }]]));
  expect(suggestions.of(mine, 'a')?.tag).toBe('step:data');
  expect(suggestions.of(other, 'a')).toBeUndefined();
  suggestions.remove(mine, 'gone');
  suggestions.remove(mine, 'a');
  expect(suggestions.all(mine).size).toBe(0);
  expect(told).toEqual([mine, mine]);
});

it('executions say what was run only where the cell says something else now', () => {
  const executions = new Executions();
  executions.add('a', 'x = 1');
  executions.add('b', 'y = 1');
  const now = new Map([
    ['a', 'x = 1'],
    ['b', 'y = 2']
  ]);
  expect(executions.toWire(now)).toEqual([
    { cell: 'a', source: null },
    { cell: 'b', source: 'y = 1' }
  ]);
  executions.clear();
  expect(executions.toWire(now)).toEqual([]);
});

it('paths lose the drive that collaboration puts before them', () => {
  expect(['RTC:a/b.ipynb', 'a/b.ipynb', 'a: b.ipynb'].map(contentsPath)).toEqual([
    'a/b.ipynb',
    'a/b.ipynb',
    'a: b.ipynb'
  ]);
});
