/** The notebook as it is in the browser, with unsaved edits and without its outputs. */

import type { ICellModel, ICodeCellModel } from '@jupyterlab/cells';
import type { INotebookModel } from '@jupyterlab/notebook';
import type * as nbformat from '@jupyterlab/nbformat';

import type { LiveCell, LiveNotebook } from '../wire';
import { cellTags } from './cellTags';
import { editorText } from './lines';

export function liveNotebook(model: INotebookModel, path: string): LiveNotebook {
  const settings = model.getMetadata('nb2pipe') as
    { steps?: LiveNotebook['step_settings'] } | undefined;
  const kernel = model.getMetadata('kernelspec') as { name?: string } | undefined;
  const info = model.getMetadata('language_info') as { version?: string } | undefined;
  return {
    path,
    cells: [...model.cells].map(liveCell),
    language: languageOf(model).toLowerCase(),
    kernel_name: kernel?.name ?? null,
    python_version: info?.version ?? '',
    step_settings: settings?.steps ?? {}
  };
}

/** The language of the notebook's kernel; `python` where the file does not say. */
export function languageOf(model: INotebookModel): string {
  const kernel = model.getMetadata('kernelspec') as { language?: string } | undefined;
  const info = model.getMetadata('language_info') as { name?: string } | undefined;
  return info?.name || kernel?.language || 'python';
}

/** Nothing else is checked. */
export function isPython(language: string): boolean {
  return language.toLowerCase() === 'python';
}

/** The contents manager's path of a document; jupyter-collaboration puts a drive before it. */
export function contentsPath(path: string): string {
  return path.replace(/^RTC:/, '');
}

function liveCell(cell: ICellModel): LiveCell {
  const base = { id: cell.id, source: editorText(cell.sharedModel.source), tags: cellTags(cell) };
  if (cell.type !== 'code') {
    return { ...base, type: cell.type === 'markdown' ? 'markdown' : 'raw' };
  }
  const { executionCount, outputs } = cell as ICodeCellModel;
  return {
    ...base,
    type: 'code',
    execution_count: executionCount,
    error_name: errorName(outputs),
    has_outputs: outputs.length > 0
  };
}

function errorName(outputs: ICodeCellModel['outputs']): string | null {
  for (let i = 0; i < outputs.length; i++) {
    if (outputs.get(i).type === 'error') {
      return String((outputs.get(i).toJSON() as nbformat.IError).ename);
    }
  }
  return null;
}
