/** The analyses of all open notebooks. */

import type { INotebookModel } from '@jupyterlab/notebook';
import { Signal, type ISignal } from '@lumino/signaling';

import type { NotebookAnalysis } from './analysis';

export class Analyses {
  /** The analysis of the notebook that the user looks at; null without one. */
  get current(): NotebookAnalysis | null {
    return this._current;
  }

  /** Emitted when another notebook is looked at and when the current one has a new result. */
  get currentChanged(): ISignal<this, void> {
    return this._currentChanged;
  }

  /** Emitted with the analysis that has a new result. */
  get changed(): ISignal<this, NotebookAnalysis> {
    return this._changed;
  }

  add(analysis: NotebookAnalysis): void {
    this._bySharedModel.set(analysis.model.sharedModel, analysis);
    analysis.changed.connect(() => {
      this._changed.emit(analysis);
      if (analysis === this._current) {
        this._currentChanged.emit();
      }
    });
  }

  /** The analysis of a notebook, given its shared model. */
  of(sharedNotebook: INotebookModel['sharedModel'] | null): NotebookAnalysis | undefined {
    return sharedNotebook ? this._bySharedModel.get(sharedNotebook) : undefined;
  }

  setCurrent(analysis: NotebookAnalysis | null): void {
    if (analysis !== this._current) {
      this._current = analysis;
      this._currentChanged.emit();
    }
  }

  private _bySharedModel = new WeakMap<object, NotebookAnalysis>();
  private _current: NotebookAnalysis | null = null;
  private _changed = new Signal<this, NotebookAnalysis>(this);
  private _currentChanged = new Signal<this, void>(this);
}
