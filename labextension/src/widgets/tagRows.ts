/**
 * Keeps a tag row on each cell of a notebook that has something to say, through moves, undo and edits. A row is made when
 * its cell comes near to what is seen: the elements of thousands would slow down the opening of a notebook.
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
import { TagRow, type ITagRowActions } from './tagRow';

export interface ITagRowsOptions {
  panel: NotebookPanel;
  suggestions: Suggestions | null;
  trans: TranslationBundle;
  actionsOf(cell: Cell): ITagRowActions;
}

/** How far from what is seen rows are made. */
const NEAR = '100% 0px';
const AWAITS_ROW = 'jp-mod-nb2pipe-awaitsRow';

export class TagRows implements IDisposable {
  constructor(private readonly _options: ITagRowsOptions) {
    const { panel, suggestions } = _options;
    this._observer = new IntersectionObserver(entries => this._onNear(entries), {
      root: panel.content.outerNode,
      rootMargin: NEAR
    });
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
    this._observer.disconnect();
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
        this._cells.set(cell.node, cell);
        this._observer.observe(cell.node);
        cell.model.metadataChanged.connect((_: ICellModel, change: { key: string }) => {
          if (change.key === 'tags') {
            this._refresh(cell);
          }
        }, this);
        this._refresh(cell);
      }
    }
  }

  private _onNear(entries: readonly IntersectionObserverEntry[]): void {
    for (const { isIntersecting, target } of entries) {
      const cell = this._cells.get(target);
      if (isIntersecting && cell) {
        this._observer.unobserve(target);
        this._near.add(cell);
        this._refresh(cell);
      }
    }
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
    if (role.roles.length + role.unknown.length === 0 && !suggestion) {
      cell.node.classList.remove(AWAITS_ROW);
      this._rows.get(cell)?.dispose();
      this._rows.delete(cell);
      return;
    }
    // Room for the row, so that nothing moves when it comes.
    cell.node.classList.toggle(AWAITS_ROW, !this._near.has(cell));
    if (this._near.has(cell)) {
      this._rowOf(cell).render({ role, suggestion });
    }
  }

  private _rowOf(cell: Cell): TagRow {
    let row = this._rows.get(cell);
    if (!row) {
      row = new TagRow(this._options.trans, this._options.actionsOf(cell));
      this._rows.set(cell, row);
      (cell.layout as PanelLayout).insertWidget(0, row);
    }
    return row;
  }

  private _isDisposed = false;
  private readonly _observer: IntersectionObserver;
  private _known = new WeakSet<Cell>();
  private _near = new WeakSet<Cell>();
  private _cells = new WeakMap<Element, Cell>();
  private _rows = new WeakMap<Cell, TagRow>();
}
