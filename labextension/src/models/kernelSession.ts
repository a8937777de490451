/** Keeps what was run in step with a notebook's kernel: forgotten when it starts anew, found again after a reload of the page. */

import type { ISessionContext } from '@jupyterlab/apputils';
import type { IDisposable } from '@lumino/disposable';
import { Signal } from '@lumino/signaling';

import type { NotebookAnalysis } from './analysis';
import type { ExecutionMemory } from './executionMemory';

interface IKernelSessionOptions {
  analysis: NotebookAnalysis;
  context: ISessionContext;
  memory: ExecutionMemory;
  /** When the kernel was last active, as the server says; null if it does not. */
  activityOf(kernel: string): Promise<string | null>;
}

/** Milliseconds after which an idle kernel has told all that it did. */
const PAUSE = 500;

export class KernelSession implements IDisposable {
  constructor(private readonly _options: IKernelSessionOptions) {
    const { context } = _options;
    context.kernelChanged.connect((_, { oldValue, newValue }) => {
      // A reconnected kernel is no other one.
      if (oldValue && oldValue.id !== newValue?.id) {
        this._forget();
      }
      void this._recall();
    }, this);
    context.statusChanged.connect((_, status) => {
      if (status === 'restarting' || status === 'autorestarting') {
        this._forget();
      } else if (status === 'idle') {
        this._schedule();
      }
    }, this);
    void this._recall();
  }

  /** A cell is about to run: until it is done, nobody could say after a reload what was run. */
  begin(): void {
    this._pending++;
    this._kernel && this._options.memory.forget(this._kernel);
  }

  /** A cell is done; `source` is what was run, null if it failed. */
  end(cell: string, source: string | null): void {
    const { analysis } = this._options;
    this._pending = Math.max(this._pending - 1, 0);
    if (source !== null) {
      analysis.executions.add(cell, source);
      analysis.schedule();
    }
    this._schedule();
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    this._isDisposed = true;
    clearTimeout(this._timer);
    Signal.clearData(this);
  }

  private get _kernel(): string | undefined {
    return this._options.context.session?.kernel?.id;
  }

  private _forget(): void {
    const { analysis, memory } = this._options;
    this._kernel && memory.forget(this._kernel);
    this._pending = 0;
    analysis.executions.clear();
    analysis.schedule();
  }

  /** What was run before the page was loaded; once for a kernel, and only before anything else is run in it. */
  private async _recall(): Promise<void> {
    const { analysis, activityOf, memory } = this._options;
    const kernel = this._kernel;
    if (!kernel || kernel === this._recalled) {
      return;
    }
    this._recalled = kernel;
    const activity = await activityOf(kernel);
    if (this._isDisposed || activity === null || this._pending > 0 || kernel !== this._kernel) {
      return;
    }
    const done = memory.recall(kernel, analysis.path, activity);
    if (done.length > 0 && analysis.executions.all.length === 0) {
      analysis.executions.restore(done);
      analysis.schedule();
    }
  }

  private _schedule(): void {
    clearTimeout(this._timer);
    this._timer = setTimeout(() => void this._remember(), PAUSE);
  }

  private async _remember(): Promise<void> {
    const { analysis, activityOf, memory } = this._options;
    const kernel = this._kernel;
    const done = analysis.executions.all;
    if (!kernel || this._isDisposed || this._pending > 0 || done.length === 0) {
      return;
    }
    const activity = await activityOf(kernel);
    if (activity !== null && this._pending === 0 && kernel === this._kernel) {
      memory.remember(kernel, { path: analysis.path, activity, done });
    }
  }

  private _isDisposed = false;
  private _pending = 0;
  private _recalled: string | null = null;
  private _timer: ReturnType<typeof setTimeout> | undefined;
}
