import { Signal } from '@lumino/signaling';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { NotebookAnalysis } from '../src/models/analysis';
import { UnreachableError } from '../src/models/errors';
import type { CheckAnswer, CheckRequest } from '../src/wire';
import { finding } from './builders';

/** As much of a notebook model as an analysis looks at. */
class Model {
  contentChanged = new Signal<this, void>(this);
  sharedModel = {};
  source = 'x = 1';
  get cells() {
    const cell = {
      id: 'a',
      type: 'markdown',
      sharedModel: { source: this.source },
      getMetadata: () => undefined
    };
    return [cell];
  }
  getMetadata() {
    return undefined;
  }
  type(source: string) {
    this.source = source;
    this.contentChanged.emit();
  }
}

/** A server whose answers come when the test says so. */
class Server {
  asked: { request: CheckRequest; answer(answer: CheckAnswer): void; fail(error: Error): void }[] =
    [];
  check = (request: CheckRequest) =>
    new Promise<CheckAnswer>((answer, fail) => void this.asked.push({ request, answer, fail }));
}

function checked(version: number, code: string): CheckAnswer {
  const empty = {
    cells: [],
    edges: [],
    recorded_order: [],
    recorded_edges: [],
    conflicts: [],
    states: []
  };
  return { kind: 'checked', version, ...empty, findings: [finding(code, 'a')] };
}

let model: Model;
let server: Server;
let analysis: NotebookAnalysis;

beforeEach(() => {
  vi.useFakeTimers();
  model = new Model();
  server = new Server();
  const options = { debounce: 100, select: [], ignore: [], severity: {} };
  analysis = new NotebookAnalysis({
    model: model as never,
    path: () => 'a.ipynb',
    options: () => options,
    check: server.check
  });
});

afterEach(() => {
  analysis.dispose();
  vi.useRealTimers();
});

it('asks once when somebody stops typing', async () => {
  model.type('x = 12');
  await vi.advanceTimersByTimeAsync(60);
  model.type('x = 123');
  await vi.advanceTimersByTimeAsync(99);
  expect(server.asked).toHaveLength(0);
  await vi.advanceTimersByTimeAsync(1);
  expect(server.asked.map(({ request }) => request.notebook.cells[0].source)).toEqual(['x = 123']);
});

it('drops an answer to an older question', async () => {
  await vi.advanceTimersByTimeAsync(100);
  model.type('x = 2');
  await vi.advanceTimersByTimeAsync(100);
  server.asked[1].answer(checked(2, 'NEW'));
  await vi.advanceTimersByTimeAsync(0);
  server.asked[0].answer(checked(1, 'OLD'));
  await vi.advanceTimersByTimeAsync(0);
  expect(analysis.findingsOf('a').map(({ code }) => code)).toEqual(['NEW']);
  expect(analysis.sourceOf('a')).toBe('x = 2');
});

it('keeps the last result when a question was superseded', async () => {
  await vi.advanceTimersByTimeAsync(100);
  server.asked[0].answer(checked(1, 'FIRST'));
  model.type('x = 2');
  await vi.advanceTimersByTimeAsync(100);
  server.asked[1].answer({ kind: 'superseded', version: 2 });
  await vi.advanceTimersByTimeAsync(0);
  expect(analysis.findingsOf('a')).toHaveLength(1);
});

it('does not ask again when nothing that matters has changed', async () => {
  await vi.advanceTimersByTimeAsync(100);
  model.type('x = 1');
  await vi.advanceTimersByTimeAsync(100);
  expect(server.asked).toHaveLength(1);
});

it('tells what went wrong, and gets well again', async () => {
  await vi.advanceTimersByTimeAsync(100);
  server.asked[0].fail(new Error('no server'));
  await vi.advanceTimersByTimeAsync(0);
  expect(analysis.problem).toBe('no server');
  void analysis.checkAgain();
  server.asked[1].answer(checked(2, 'NB1'));
  await vi.advanceTimersByTimeAsync(0);
  expect(analysis.problem).toBeNull();
});

it('asks a server that was away again by itself, and others when something changes', async () => {
  await vi.advanceTimersByTimeAsync(100);
  server.asked[0].fail(new UnreachableError('away'));
  await vi.advanceTimersByTimeAsync(3000);
  expect(server.asked).toHaveLength(2);
  server.asked[1].fail(new Error('too large'));
  await vi.advanceTimersByTimeAsync(10_000);
  expect(server.asked).toHaveLength(2);
  expect(analysis.problem).toBe('too large');
  void analysis.checkNow();
  expect(server.asked).toHaveLength(3);
});

it('checks nothing by itself before the page has time to spare', async () => {
  const settle: (() => void)[] = [];
  const quiet = new Promise<void>(resolve => void settle.push(resolve));
  const options = { debounce: 100, select: [], ignore: [], severity: {} };
  const other = new NotebookAnalysis({
    model: model as never,
    path: () => 'b.ipynb',
    options: () => options,
    check: server.check,
    quiet
  });
  server.asked = [];
  analysis.dispose();
  model.type('x = 2');
  await vi.advanceTimersByTimeAsync(5000);
  expect(server.asked).toHaveLength(0);
  settle[0]();
  await vi.advanceTimersByTimeAsync(100);
  expect(server.asked).toHaveLength(1);
  model.type('x = 3');
  await vi.advanceTimersByTimeAsync(100);
  expect(server.asked).toHaveLength(2);
  other.dispose();
});
