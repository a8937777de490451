/** What the server knows about one open notebook, kept up to date while somebody types. */

import type { INotebookModel } from '@jupyterlab/notebook';
import type { IDisposable } from '@lumino/disposable';
import { Signal, type ISignal } from '@lumino/signaling';

import type { Checked, CheckAnswer, CheckRequest, Finding } from '../wire';
import type { ICheckOptions } from './checkOptions';
import { UnreachableError, messageOf } from './errors';
import { Executions } from './executions';
import { isPython, languageOf, liveNotebook } from './liveNotebook';

export interface IAnalysisOptions {
  model: INotebookModel;
  path(): string;
  options(): ICheckOptions;
  check(request: CheckRequest): Promise<CheckAnswer>;
  /** Nothing is checked by itself before that. */
  quiet?: Promise<void>;
}

/** Milliseconds after which a server that nobody could reach is asked again. */
const RETRY = 3000;

/** One for this window, so that the server tells two windows with one notebook apart. */
const CLIENT = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;

/** The version of this window's newest request. */
let lastVersion = 0;

export class NotebookAnalysis implements IDisposable {
  constructor(private readonly _options: IAnalysisOptions) {
    _options.model.contentChanged.connect(this.schedule, this);
    if (_options.quiet) {
      this._isQuiet = false;
      void _options.quiet.then(() => this._begin());
    } else {
      this.schedule();
    }
  }

  readonly executions = new Executions();

  /** Emitted when there is a new result or a new problem. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get model(): INotebookModel {
    return this._options.model;
  }

  get path(): string {
    return this._options.path();
  }

  /** As the kernel calls it. */
  get language(): string {
    return languageOf(this.model);
  }

  /** Nothing else is checked. */
  get isPython(): boolean {
    return isPython(this.language);
  }

  /** The newest result; null before the first. */
  get checked(): Checked | null {
    return this._checked;
  }

  /** Why there is no newer result; null if all is well. */
  get problem(): string | null {
    return this._problem;
  }

  /** The source of a cell for which the result holds. */
  sourceOf(cell: string): string | undefined {
    return this._sources.get(cell);
  }

  findingsOf(cell: string): readonly Finding[] {
    return this._findings.get(cell) ?? [];
  }

  /** Check when nothing has changed for a while. */
  schedule(): void {
    if (!this._isQuiet) {
      return;
    }
    clearTimeout(this._timer);
    this._timer = setTimeout(() => void this.checkNow(), this._options.options().debounce);
  }

  /** Check unless nothing of what matters has changed since the last time. */
  async checkNow(): Promise<void> {
    clearTimeout(this._timer);
    if (this.isDisposed || !this.isPython) {
      return;
    }
    const request = this._request();
    const body = JSON.stringify(request);
    if (body === this._lastBody) {
      return this._pending;
    }
    this._lastBody = body;
    // A notebook that is opened again goes on counting: the server answers the newest request of a page.
    this._version = ++lastVersion;
    this._pending = this._ask({ ...request, version: this._version });
    return this._pending;
  }

  /** Check again though nothing has changed. */
  async checkAgain(): Promise<void> {
    this._lastBody = '';
    return this.checkNow();
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    this._isDisposed = true;
    clearTimeout(this._timer);
    Signal.clearData(this);
  }

  private _begin(): void {
    this._isQuiet = true;
    if (!this.isDisposed) {
      this.schedule();
    }
  }

  private _request(): CheckRequest {
    const notebook = liveNotebook(this.model, this.path);
    const { select, ignore, severity } = this._options.options();
    const sources = new Map(notebook.cells.map(cell => [cell.id, cell.source]));
    return {
      notebook,
      client: CLIENT,
      version: 0,
      select,
      ignore,
      severity,
      executions: this.executions.toWire(sources)
    };
  }

  private async _ask(request: CheckRequest): Promise<void> {
    let answer: CheckAnswer | null = null;
    let problem: string | null = null;
    try {
      answer = await this._options.check(request);
    } catch (error) {
      problem = messageOf(error);
      this._retry(error, request.version);
    }
    // An answer to an older question is worth nothing once a newer one has been asked.
    if (this.isDisposed || request.version !== this._version || answer?.kind === 'superseded') {
      return;
    }
    this._problem = problem;
    if (answer) {
      this._store(answer, request);
    }
    this._changed.emit();
  }

  /** What could not be asked counts as not asked; a server that was away is asked again soon. */
  private _retry(error: unknown, version: number): void {
    if (version === this._version && !this.isDisposed) {
      this._lastBody = '';
      if (error instanceof UnreachableError) {
        clearTimeout(this._timer);
        this._timer = setTimeout(() => void this.checkNow(), RETRY);
      }
    }
  }

  private _store(checked: Checked, { notebook }: CheckRequest): void {
    this._checked = checked;
    this._sources = new Map(notebook.cells.map(cell => [cell.id, cell.source]));
    this._findings = new Map();
    for (const finding of checked.findings) {
      this._findings.set(finding.cell, [...(this._findings.get(finding.cell) ?? []), finding]);
    }
  }

  private _changed = new Signal<this, void>(this);
  private _checked: Checked | null = null;
  private _problem: string | null = null;
  private _sources = new Map<string, string>();
  private _findings = new Map<string, Finding[]>();
  private _lastBody = '';
  private _pending: Promise<void> = Promise.resolve();
  private _version = 0;
  private _isQuiet = true;
  private _timer: ReturnType<typeof setTimeout> | undefined;
  private _isDisposed = false;
}
