/** Going to a cell of a notebook. */

import type { Cell } from '@jupyterlab/cells';
import type { INotebookTracker, Notebook, NotebookPanel } from '@jupyterlab/notebook';
import type { PanelLayout } from '@lumino/widgets';

import type { NotebookAnalysis } from './models/analysis';
import { placeOf } from './models/cells';
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

/** Show a cell of an analysed notebook, if the notebook is still open. */
export function jumpIn(
  tracker: INotebookTracker,
  analysis: NotebookAnalysis,
  cellId: string,
  range?: IRange
): void {
  const panel = panelOf(tracker, analysis);
  panel && void jumpTo(panel, cellId, range);
}

/** How many cells on both sides of one are drawn with it: more than fit on a screen. */
const AROUND = 20;
/** Milliseconds between two looks at where a cell is, how many of them it has to stand still, and how many there are at most. */
const [PAUSE, STEADY, LOOKS] = [100, 3, 30];

/** Show a cell, make it the active one and select a range of its source. */
export async function jumpTo(panel: NotebookPanel, cellId: string, range?: IRange): Promise<void> {
  const notebook = panel.content;
  const index = placeOf(
    cellId,
    notebook.widgets.map(cell => cell.model.id)
  );
  if (index < 0) {
    return;
  }
  const cell = notebook.widgets[index];
  notebook.deselectAll();
  notebook.activeCellIndex = index;
  drawAround(notebook, index);
  await scrollTo(notebook, index);
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
  await keepInView(notebook, index);
}

/** Rejected where somebody asks for another cell meanwhile. */
async function scrollTo(notebook: Notebook, index: number): Promise<void> {
  await notebook.scrollToItem(index, 'smart').catch(() => undefined);
}

/** A notebook that is still drawing or measuring its cells loses its place: scroll again until the cell stays in view. */
async function keepInView(notebook: Notebook, index: number): Promise<void> {
  const cell = notebook.widgets[index];
  for (let look = 0, steady = 0; look < LOOKS && steady < STEADY; look++) {
    await new Promise(resolve => setTimeout(resolve, PAUSE));
    if (notebook.isDisposed || notebook.activeCell !== cell) {
      return;
    }
    if (isInView(notebook, cell)) {
      steady++;
      continue;
    }
    steady = 0;
    await scrollTo(notebook, index);
    cell.node.scrollIntoView({ block: 'nearest' });
  }
}

function isInView(notebook: Notebook, { node }: Cell): boolean {
  const [shown, frame] = [node.getBoundingClientRect(), notebook.node.getBoundingClientRect()];
  return node.isConnected && shown.bottom > frame.top && shown.top < frame.bottom;
}

/**
 * Draw a cell and those around it now. In most windowing modes JupyterLab draws one cell after the other, from the first on, whenever
 * the page has nothing else to do, and comes to the last of thousands after minutes; in mode `full` it draws what is scrolled to.
 */
function drawAround(notebook: Notebook, index: number): void {
  if (notebook.notebookConfig.windowingMode === 'full') {
    return;
  }
  const first = Math.max(0, index - AROUND);
  notebook.widgets.slice(first, index + AROUND).forEach((cell, i) => {
    if (cell.isPlaceholder()) {
      cell.dataset.windowedListIndex = String(first + i);
      (notebook.layout as PanelLayout).insertWidget(first + i, cell);
    }
  });
}
