/** What has been run in a notebook since its kernel started, in order. */

import type { Execution } from '../wire';

/** A cell that was run, with the source that it had then. */
export interface IExecution {
  cell: string;
  source: string;
}

/** More than anybody runs by hand; what comes before is forgotten. */
const LIMIT = 5000;

export class Executions {
  get all(): readonly IExecution[] {
    return this._done;
  }

  add(cell: string, source: string): void {
    this._done.push({ cell, source });
    this._done.splice(0, this._done.length - LIMIT);
  }

  /** Take over what was run before this page was loaded. */
  restore(done: readonly IExecution[]): void {
    this._done = [...done, ...this._done];
  }

  /** The kernel is a new one: nothing has been run. */
  clear(): void {
    this._done = [];
  }

  /** For the server, which has the cells' sources already. */
  toWire(sources: ReadonlyMap<string, string>): Execution[] {
    return this._done.map(({ cell, source }) => ({
      cell,
      source: sources.get(cell) === source ? null : source
    }));
  }

  private _done: IExecution[] = [];
}
