/** The log of a job, with the colours that programs give their text. */

import { Sanitizer } from '@jupyterlab/apputils';
import { renderText } from '@jupyterlab/rendermime';

import { withoutOverwritten } from '../models/terminal';

const SANITIZER = new Sanitizer();

/** Fill an element with what was printed, markup as text; JupyterLab's function adds to what is there. */
export function renderLog(host: HTMLElement, text: string): Promise<void> {
  host.replaceChildren();
  return renderText({ host, source: withoutOverwritten(text), sanitizer: SANITIZER });
}
