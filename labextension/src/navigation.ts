/** Going to a cell of a notebook. */

import type { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';

import type { NotebookAnalysis } from './models/analysis';
import { editorText } from './models/lines';

/** A range in the text of a cell's editor, in UTF-16 units. */
export interface IRange {
  start: number;
  end: number;
}

/** The panel of an analysed notebook, preferably the one that is looked at. */
export function panelOf(
  tracker: INotebookTracker,
  analysis: NotebookAnalysis
): NotebookPanel | undefined {
  const shows = (panel: NotebookPanel | null) => panel?.model === analysis.model;
  return shows(tracker.currentWidget) ? tracker.currentWidget! : tracker.find(shows);
}

/** Show a cell, make it the active one and select a range of its source. */
export async function jumpTo(panel: NotebookPanel, cellId: string, range?: IRange): Promise<void> {
  const notebook = panel.content;
  const index = notebook.widgets.findIndex(cell => cell.model.id === cellId);
  if (index < 0) {
    return;
  }
  const cell = notebook.widgets[index];
  notebook.deselectAll();
  notebook.activeCellIndex = index;
  // Rejected where somebody asks for another cell meanwhile.
  await notebook.scrollToItem(index, 'smart').catch(() => undefined);
  await cell.ready;
  const editor = cell.editor;
  if (range && editor) {
    const place = (offset: number) =>
      editor.getPositionAt(Math.min(offset, editorText(cell.model.sharedModel.source).length));
    const [start, end] = [place(range.start), place(range.end)];
    if (start && end) {
      editor.setSelection({ start, end });
    }
  }
  notebook.activate();
  cell.node.scrollIntoView({ block: 'nearest' });
}
