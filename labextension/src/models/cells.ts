/** Where a cell of which the server speaks is in the notebook. */

/**
 * The server makes ids from the position for cells that have none in their file (before nbformat 4.5); JupyterLab gives the same
 * cells ids that it never saves.
 */
const MADE_ID = /^cell-(\d+)(?:-again)*$/;

/** The index of the cell among all ids of the notebook; -1 if it is not there any more. */
export function placeOf(cell: string, ids: readonly string[]): number {
  const place = ids.indexOf(cell);
  const made = place < 0 ? MADE_ID.exec(cell) : null;
  return made && Number(made[1]) < ids.length ? Number(made[1]) : place;
}
