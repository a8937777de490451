/** How often notebooks have been saved, for what is read from their files. */

import type { DocumentRegistry } from '@jupyterlab/docregistry';
import { Signal, type ISignal } from '@lumino/signaling';

export class Saves {
  /** Emitted after each save of a notebook that is watched. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get count(): number {
    return this._count;
  }

  watch(context: Pick<DocumentRegistry.Context, 'saveState'>): void {
    context.saveState.connect((_, state) => {
      if (state === 'completed') {
        this._count++;
        this._changed.emit();
      }
    });
  }

  private _changed = new Signal<this, void>(this);
  private _count = 0;
}
