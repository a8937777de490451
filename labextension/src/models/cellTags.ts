/** Cell tags in a notebook's shared model: read, and changed in one step of its undo history. */

import type { ICellModel } from '@jupyterlab/cells';
import type { INotebookModel } from '@jupyterlab/notebook';

import { namedSteps, tagsOf, withTag } from './tags';

/** The part of a shared notebook that ends an undo step; not in its public interface. */
interface IUndoHistory {
  undoManager?: { stopCapturing(): void };
}

export function cellTags(cell: ICellModel): string[] {
  return tagsOf(cell.getMetadata('tags'));
}

/** Change a notebook so that one undo takes back exactly this change. */
export function editNotebook(notebook: INotebookModel, edit: () => void): void {
  const history = (notebook.sharedModel as IUndoHistory).undoManager;
  history?.stopCapturing();
  notebook.sharedModel.transact(edit, true);
  history?.stopCapturing();
}

/** Give each cell the tag that belongs to its id; null takes ours away. Foreign tags stay. */
export function writeTags(
  notebook: INotebookModel,
  tags: ReadonlyMap<string, string | null>
): void {
  editNotebook(notebook, () => {
    for (const cell of notebook.cells) {
      const tag = tags.get(cell.id);
      if (tag !== undefined) {
        storeTags(cell, withTag(cellTags(cell), tag));
      }
    }
  });
}

/** The named steps of a notebook as tags, such as `step:train:boosted`. */
export function stepsOf(notebook: INotebookModel): string[] {
  return namedSteps([...notebook.cells].map(cellTags));
}

/** Set a cell's tags; a cell without any has no key for them. */
export function storeTags(cell: ICellModel, tags: string[]): void {
  const before = cellTags(cell);
  if (tags.length === before.length && tags.every((tag, i) => tag === before[i])) {
    return;
  }
  if (tags.length > 0) {
    cell.setMetadata('tags', tags);
  } else {
    cell.deleteMetadata('tags');
  }
}
