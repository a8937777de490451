import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { Jobs } from '../src/models/jobs';
import type { Event, Follow } from '../src/wire';
import { job } from './builders';

class Socket {
  readyState = 0;
  sent: string[] = [];
  onopen!: () => void;
  onclose!: () => void;
  onmessage!: (message: { data: string }) => void;
  send(text: string) {
    this.sent.push(text);
  }
  open() {
    this.readyState = 1;
    this.onopen();
  }
  tell(event: Event) {
    this.onmessage({ data: JSON.stringify(event) });
  }
}

let sockets: Socket[];
let jobs: Jobs;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('WebSocket', { OPEN: 1 });
  sockets = [];
  jobs = new Jobs({
    list: path => Promise.resolve({ path, jobs: [job('old', path, '2026-01-01T00:00:00+00:00')] }),
    readEvent: data => JSON.parse(data) as Event,
    openEvents: () => {
      sockets.push(new Socket());
      return sockets[sockets.length - 1] as never;
    }
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('shows the history of a notebook and what happens now, newest first', async () => {
  await jobs.watch('a.ipynb');
  sockets[0].open();
  sockets[0].tell({ kind: 'job', job: job('new', 'a.ipynb', '2026-01-02T00:00:00+00:00') });
  sockets[0].tell({ kind: 'job', job: job('other', 'b.ipynb', '2026-01-03T00:00:00+00:00') });
  expect(jobs.of('a.ipynb').map(({ id }) => id)).toEqual(['new', 'old']);
});

it('follows one log at a time', async () => {
  await jobs.watch('a.ipynb');
  sockets[0].open();
  jobs.follow('one');
  sockets[0].tell({ kind: 'log', id: 'one', text: 'a' });
  sockets[0].tell({ kind: 'log', id: 'two', text: 'b' });
  expect(jobs.log).toBe('a');
  jobs.follow('two');
  expect(jobs.log).toBe('');
  expect(sockets[0].sent.map(text => (JSON.parse(text) as Follow).follow)).toEqual([
    null,
    'one',
    'two'
  ]);
});

it('comes back after a lost connection and follows on', async () => {
  await jobs.watch('a.ipynb');
  sockets[0].open();
  jobs.follow('one');
  sockets[0].tell({ kind: 'log', id: 'one', text: 'before' });
  sockets[0].onclose();
  await vi.advanceTimersByTimeAsync(500);
  expect(sockets).toHaveLength(2);
  sockets[1].open();
  expect(JSON.parse(sockets[1].sent[0])).toEqual({ follow: 'one' });
  expect(jobs.log).toBe('');
});

it('knows a notebook under the name that it has without symbolic links', async () => {
  jobs = new Jobs({
    list: () =>
      Promise.resolve({ path: 'real/a.ipynb', jobs: [job('old', 'real/a.ipynb', '2026-01-01')] }),
    openEvents: () => new Socket() as never,
    readEvent: data => JSON.parse(data) as Event
  });
  await jobs.watch('link/a.ipynb');
  expect(jobs.of('link/a.ipynb').map(({ id }) => id)).toEqual(['old']);
});
