/**
 * Keeps a tag row on each cell of a notebook that has something to say, through moves, undo and edits. A cell that JupyterLab
 * has not drawn yet is left alone, and a row is made when its cell comes near to what is seen: the elements and signals of
 * thousands would slow down the opening of a notebook.
 */

import type { Cell, ICellModel } from '@jupyterlab/cells';
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { PanelLayout } from '@lumino/widgets';
import type { IDisposable } from '@lumino/disposable';
import { Signal } from '@lumino/signaling';

import { cellTags } from '../models/cellTags';
import type { Suggestions } from '../models/suggestions';
import { readRole } from '../models/tags';
import { Nearness } from './nearness';
import { TagRow, type ITagRowActions } from './tagRow';

export interface ITagRowsOptions {
  panel: NotebookPanel;
  suggestions: Suggestions | null;
  trans: TranslationBundle;
  actionsOf(cell: Cell): ITagRowActions;
}

const AWAITS_ROW = 'jp-mod-nb2pipe-awaitsRow';

export class TagRows implements IDisposable {
  constructor(private readonly _options: ITagRowsOptions) {
    const { panel, suggestions } = _options;
    panel.content.modelChanged.connect(this._watchModel, this);
    suggestions?.changed.connect(this._onSuggestions, this);
    panel.disposed.connect(() => this.dispose());
    this._watchModel();
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    this._isDisposed = true;
    this._nearness.dispose();
    Signal.clearData(this);
  }

  private _watchModel(): void {
    this._options.panel.content.model?.cells.changed.connect(this._decorate, this);
    this._decorate();
  }

  /** Moving a cell and undoing a deletion make new widgets for known models. */
  private _decorate(): void {
    for (const cell of this._options.panel.content.widgets) {
      if (!this._known.has(cell)) {
        this._known.add(cell);
        this._refresh(cell);
        void cell.ready.then(() => this._watchCell(cell));
      }
    }
  }

  private _watchCell(cell: Cell): void {
    if (cell.isDisposed || this._isDisposed) {
      return;
    }
    cell.model.metadataChanged.connect((_: ICellModel, change: { key: string }) => {
      if (change.key === 'tags') {
        this._refresh(cell);
      }
    }, this);
    this._refresh(cell);
  }

  private _onSuggestions(_: unknown, notebook: object): void {
    if (notebook === this._options.panel.content.model) {
      this._options.panel.content.widgets.forEach(cell => this._refresh(cell));
    }
  }

  private _refresh(cell: Cell): void {
    const { panel, suggestions } = this._options;
    if (cell.isDisposed || !panel.content.model) {
      return;
    }
    const role = readRole(cellTags(cell.model));
    const suggestion = suggestions?.of(panel.content.model, cell.model.id);
    const row = this._rows.get(cell);
    const isEmpty = role.roles.length + role.unknown.length === 0 && !suggestion;
    if (cell.isPlaceholder()) {
      // Now it costs nothing; JupyterLab measures the cell as soon as it is drawn.
      cell.node.classList.toggle(AWAITS_ROW, !isEmpty);
    } else if (isEmpty) {
      row?.dispose();
      this._rows.delete(cell);
      this._setAwaiting(cell, false);
    } else if (row || cell === panel.content.activeCell) {
      this._setAwaiting(cell, false);
      (row ?? this._addRow(cell)).render({ role, suggestion });
    } else {
      this._setAwaiting(cell, true);
    }
  }

  /** Keep room for a row, so that nothing moves when it comes. */
  private _setAwaiting(cell: Cell, isAwaiting: boolean): void {
    cell.node.classList.toggle(AWAITS_ROW, isAwaiting);
    isAwaiting
      ? this._nearness.when(cell.node, () => {
          this._addRow(cell);
          this._refresh(cell);
        })
      : this._nearness.forget(cell.node);
  }

  private _addRow(cell: Cell): TagRow {
    const row = new TagRow(this._options.trans, this._options.actionsOf(cell));
    this._rows.set(cell, row);
    (cell.layout as PanelLayout).insertWidget(0, row);
    return row;
  }

  private _isDisposed = false;
  private readonly _nearness = new Nearness();
  private _known = new WeakSet<Cell>();
  private _rows = new WeakMap<Cell, TagRow>();
}
