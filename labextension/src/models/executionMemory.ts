/**
 * What was run in kernels, kept while a page is loaded anew. It may not be believed blindly: somebody may have restarted
 * the kernel or run something else in it meanwhile. So it is kept together with the time at which the kernel was last
 * active; where the kernel now says another time, nothing is known.
 */

import type { IExecution } from './executions';

interface IMemory {
  path: string;
  activity: string;
  done: readonly IExecution[];
}

/** The part of the browser's storage that is needed. */
export type MemoryStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

export class ExecutionMemory {
  constructor(private readonly _storage: MemoryStorage) {}

  remember(kernel: string, memory: IMemory): void {
    try {
      this._storage.setItem(keyOf(kernel), JSON.stringify(memory));
    } catch {
      // The storage is full: half of what was run would be worse than nothing.
      this.forget(kernel);
    }
  }

  forget(kernel: string): void {
    this._storage.removeItem(keyOf(kernel));
  }

  /** What was run in the kernel for that notebook, if nothing has happened there since. */
  recall(kernel: string, path: string, activity: string): readonly IExecution[] {
    const text = this._storage.getItem(keyOf(kernel));
    const memory = text === null ? null : (JSON.parse(text) as IMemory);
    return memory?.path === path && memory.activity === activity ? memory.done : [];
  }
}

function keyOf(kernel: string): string {
  return `nb2pipe:executions:${kernel}`;
}
