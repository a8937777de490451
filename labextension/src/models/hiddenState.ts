/** What a notebook's cells have from where the document does not say: recorded order, and this session. */

import type { ICodeCellModel } from '@jupyterlab/cells';
import type { INotebookModel } from '@jupyterlab/notebook';

import type { CellState, Checked, Conflict } from '../wire';

export interface IHiddenState {
  /** Cells in the order in which they were run, where that differs from the document's. */
  recordedOrder: string[];
  conflicts: Conflict[];
  /** Cells whose values are not what the notebook says, given what was run in this session. */
  outdated: CellState[];
}

export function hiddenState(checked: Checked): IHiddenState {
  return {
    recordedOrder: checked.recorded_order,
    conflicts: checked.conflicts,
    outdated: checked.states.filter(({ state }) => state === 'stale' || state === 'edited')
  };
}

export function isHiding({ recordedOrder, conflicts, outdated }: IHiddenState): boolean {
  return recordedOrder.length + conflicts.length + outdated.length > 0;
}

/** True if a cell has the number of a run. */
export function wasRun({ cells }: INotebookModel): boolean {
  return [...cells].some(
    cell => cell.type === 'code' && (cell as ICodeCellModel).executionCount !== null
  );
}
