/** Proposed tags that wait for an answer, per notebook and cell. */

import { Signal, type ISignal } from '@lumino/signaling';

/** A tag that a cell could have, and why. */
export interface ISuggestion {
  tag: string;
  reason: string;
}

export class Suggestions {
  /** Emitted with the notebook whose suggestions changed. */
  get changed(): ISignal<this, object> {
    return this._changed;
  }

  /** The suggestion for a cell, if there is one. */
  of(notebook: object, cell: string): ISuggestion | undefined {
    return this._open.get(notebook)?.get(cell);
  }

  /** The open suggestions of a notebook: cell id -> suggestion. */
  all(notebook: object): ReadonlyMap<string, ISuggestion> {
    return this._open.get(notebook) ?? new Map();
  }

  replace(notebook: object, suggestions: ReadonlyMap<string, ISuggestion>): void {
    this._open.set(notebook, new Map(suggestions));
    this._changed.emit(notebook);
  }

  remove(notebook: object, cell: string): void {
    if (this._open.get(notebook)?.delete(cell)) {
      this._changed.emit(notebook);
    }
  }

  clear(notebook: object): void {
    if (this._open.delete(notebook)) {
      this._changed.emit(notebook);
    }
  }

  private _changed = new Signal<this, object>(this);
  private _open = new WeakMap<object, Map<string, ISuggestion>>();
}
