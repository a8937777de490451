/** What has been run in a notebook since its kernel started, in order. */

import type { Execution } from '../wire';

/** More than anybody runs by hand; what comes before is forgotten. */
const LIMIT = 5000;

export class Executions {
  add(cell: string, source: string): void {
    this._done.push({ cell, source });
    this._done.splice(0, this._done.length - LIMIT);
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

  private _done: { cell: string; source: string }[] = [];
}
