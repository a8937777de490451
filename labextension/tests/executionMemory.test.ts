import { expect, it } from 'vitest';

import { ExecutionMemory } from '../src/models/executionMemory';

const DONE = [{ cell: 'a', source: 'x = 1' }];

function storage(limit = Infinity) {
  const items = new Map<string, string>();
  return {
    getItem: (key: string) => items.get(key) ?? null,
    removeItem: (key: string) => void items.delete(key),
    setItem: (key: string, value: string) => {
      if (value.length > limit) {
        throw new Error('QuotaExceededError');
      }
      items.set(key, value);
    }
  };
}

it('knows what was run as long as the kernel has done nothing else', () => {
  const memory = new ExecutionMemory(storage());
  memory.remember('k', { path: 'a.ipynb', activity: '10:00', done: DONE });
  expect(memory.recall('k', 'a.ipynb', '10:00')).toEqual(DONE);
  expect(memory.recall('k', 'a.ipynb', '10:01')).toEqual([]);
  expect(memory.recall('k', 'b.ipynb', '10:00')).toEqual([]);
  expect(memory.recall('other', 'a.ipynb', '10:00')).toEqual([]);
});

it('rather knows nothing than a part', () => {
  const memory = new ExecutionMemory(storage(100));
  memory.remember('k', { path: 'a.ipynb', activity: '10:00', done: DONE });
  const more = Array.from({ length: 9 }, () => DONE[0]);
  memory.remember('k', { path: 'a.ipynb', activity: '10:00', done: more });
  expect(memory.recall('k', 'a.ipynb', '10:00')).toEqual([]);
});
