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
  const changes = [...notebook.cells].flatMap(cell => {
    const tag = tags.get(cell.id);
    return tag === undefined ? [] : [{ cell, before: cellTags(cell), tag }];
  });
  editNotebook(notebook, () => {
    for (const { cell, before, tag } of changes) {
      storeTags(cell, before, withTag(before, tag));
    }
  });
}

/** The named steps of a notebook as tags, such as `step:train:boosted`. */
export function stepsOf(notebook: INotebookModel): string[] {
  return namedSteps([...notebook.cells].map(cellTags));
}

function storeTags(cell: ICellModel, before: string[], after: string[]): void {
  if (after.length === before.length && after.every((tag, i) => tag === before[i])) {
    return;
  }
  if (after.length > 0) {
    cell.setMetadata('tags', after);
  } else {
    cell.deleteMetadata('tags');
  }
}
