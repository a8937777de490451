/** Edits that the server proposes, applied to the notebook as one step of its undo history. */

import type { ICellModel } from '@jupyterlab/cells';
import type { INotebookModel } from '@jupyterlab/notebook';

import type { CellEdit, LiveNotebook } from '../wire';
import { editNotebook, storeTags } from './cellTags';
import { editorText, sourceOffset } from './lines';

/** Apply the edits; false if somebody has changed one of the cells since the edits were made, and nothing is done. */
export function applyEdits(
  model: INotebookModel,
  edits: readonly CellEdit[],
  sent: LiveNotebook
): boolean {
  const sources = new Map(sent.cells.map(cell => [cell.id, cell.source]));
  const cells = new Map([...model.cells].map(cell => [cell.id, cell]));
  const isAsSent = (cell: ICellModel | undefined) =>
    cell !== undefined && editorText(cell.sharedModel.source) === sources.get(cell.id);
  if (!edits.every(edit => isAsSent(cells.get(edit.cell)))) {
    return false;
  }
  editNotebook(model, () => {
    for (const edit of edits) {
      applyEdit(cells.get(edit.cell)!, edit);
    }
  });
  return true;
}

function applyEdit(cell: ICellModel, { changes, tags }: CellEdit): void {
  const { source } = cell.sharedModel;
  const place = (offset: number) => sourceOffset(source, offset);
  // From the end, so that the offsets of the others stay right.
  [...changes]
    .sort((a, b) => b.start - a.start)
    .forEach(({ start, end, insert }) =>
      cell.sharedModel.updateSource(place(start), place(end), insert)
    );
  if (tags) {
    storeTags(cell, tags);
  }
}
