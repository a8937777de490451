/** Runs and verifications as the server tells them: the history, and what changes live. */

import { Signal, type ISignal } from '@lumino/signaling';

import type { Event, Follow, Job, JobsAnswer } from '../wire';

interface IJobsOptions {
  list(path: string): Promise<JobsAnswer>;
  openEvents(): WebSocket;
  readEvent(data: string): Event;
}

/** The end of a log; more of it is in the run's folder. */
const LOG_LIMIT = 100_000;
const RECONNECT = { first: 500, longest: 15_000 };

export class Jobs {
  constructor(private readonly _options: IJobsOptions) {}

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** The jobs of a notebook, newest first. */
  of(path: string): Job[] {
    const known = this._paths.get(path) ?? path;
    const jobs = [...this._jobs.values()].filter(job => job.path === known);
    return jobs.sort((a, b) => b.started.localeCompare(a.started) || b.id.localeCompare(a.id));
  }

  find(id: string): Job | undefined {
    return this._jobs.get(id);
  }

  /** The end of what the followed job printed. */
  get log(): string {
    return this._log;
  }

  get followed(): string | null {
    return this._followed;
  }

  /** Take notice of a notebook: load its history and listen to the server. */
  watch(path: string): Promise<void> {
    this._paths.set(path, this._paths.get(path) ?? path);
    this._connect();
    const loading = this._loading.get(path) ?? this._load(path);
    this._loading.set(path, loading);
    return loading.finally(() => this._loading.delete(path));
  }

  /** A job as an answer brought it. */
  add(job: Job): void {
    this._jobs.set(job.id, job);
    this._changed.emit();
  }

  /** Listen to what a job prints; null to no one. */
  follow(id: string | null): void {
    this._followed = id;
    this._log = '';
    this._sendFollow();
    this._changed.emit();
  }

  private async _load(path: string): Promise<void> {
    try {
      const { jobs, path: known } = await this._options.list(path);
      this._paths.set(path, known);
      jobs.forEach(job => this._jobs.set(job.id, job));
      this._changed.emit();
    } catch {
      // The history is told again when the socket is back.
    }
  }

  private _connect(): void {
    if (this._socket) {
      return;
    }
    const socket = (this._socket = this._options.openEvents());
    socket.onopen = () => {
      this._delay = RECONNECT.first;
      this._log = '';
      this._sendFollow();
      [...this._paths.keys()].forEach(path => void this._load(path));
    };
    socket.onmessage = message => this._take(this._options.readEvent(String(message.data)));
    socket.onclose = () => {
      this._socket = null;
      setTimeout(() => this._connect(), this._delay);
      this._delay = Math.min(this._delay * 2, RECONNECT.longest);
    };
  }

  private _take(event: Event): void {
    if (event.kind === 'job') {
      this._jobs.set(event.job.id, event.job);
    } else if (event.id === this._followed) {
      this._log = (this._log + event.text).slice(-LOG_LIMIT);
    }
    this._changed.emit();
  }

  private _sendFollow(): void {
    if (this._socket?.readyState === WebSocket.OPEN) {
      const follow: Follow = { follow: this._followed };
      this._socket.send(JSON.stringify(follow));
    }
  }

  private _changed = new Signal<this, void>(this);
  private _jobs = new Map<string, Job>();
  /** What jobs call the notebooks: symbolic links lead elsewhere. */
  private _paths = new Map<string, string>();
  private _loading = new Map<string, Promise<void>>();
  private _socket: WebSocket | null = null;
  private _followed: string | null = null;
  private _log = '';
  private _delay = RECONNECT.first;
}
