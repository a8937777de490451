/** Edits that the server proposes, applied to the notebook as one step of its undo history. */

import type { INotebookModel } from '@jupyterlab/notebook';

import type { CellEdit, LiveNotebook } from '../wire';
import { editNotebook } from './cellTags';

/** Apply the edits; false if somebody has changed one of the cells since the edits were made, and nothing is done. */
export function applyEdits(
  model: INotebookModel,
  edits: readonly CellEdit[],
  sent: LiveNotebook
): boolean {
  const sources = new Map(sent.cells.map(cell => [cell.id, cell.source]));
  const cells = new Map([...model.cells].map(cell => [cell.id, cell.sharedModel]));
  if (edits.some(edit => cells.get(edit.cell)?.source !== sources.get(edit.cell))) {
    return false;
  }
  editNotebook(model, () => {
    for (const { cell, changes } of edits) {
      // From the end, so that the offsets of the others stay right.
      [...changes]
        .sort((a, b) => b.start - a.start)
        .forEach(({ start, end, insert }) => cells.get(cell)?.updateSource(start, end, insert));
    }
  });
  return true;
}
