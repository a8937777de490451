/** Edits that the server proposes, applied to the notebook as one step of its undo history. */

import type { INotebookModel } from '@jupyterlab/notebook';

import type { CellEdit, LiveNotebook } from '../wire';
import { editNotebook, storeTags } from './cellTags';

/** Apply the edits; false if somebody has changed one of the cells since the edits were made, and nothing is done. */
export function applyEdits(
  model: INotebookModel,
  edits: readonly CellEdit[],
  sent: LiveNotebook
): boolean {
  const sources = new Map(sent.cells.map(cell => [cell.id, cell.source]));
  const cells = new Map([...model.cells].map(cell => [cell.id, cell]));
  if (edits.some(edit => cells.get(edit.cell)?.sharedModel.source !== sources.get(edit.cell))) {
    return false;
  }
  editNotebook(model, () => {
    for (const { cell, changes, tags } of edits) {
      const model = cells.get(cell);
      // From the end, so that the offsets of the others stay right.
      [...changes]
        .sort((a, b) => b.start - a.start)
        .forEach(({ start, end, insert }) => model?.sharedModel.updateSource(start, end, insert));
      if (tags && model) {
        storeTags(model, tags);
      }
    }
  });
  return true;
}
