/** The log of a job, with the colours that programs give their text. */

import { Sanitizer } from '@jupyterlab/apputils';
import { renderText } from '@jupyterlab/rendermime';

import { withoutOverwritten } from '../models/terminal';

const SANITIZER = new Sanitizer();

/** Fill an element with what was printed, markup as text. */
export function renderLog(host: HTMLElement, text: string): Promise<void> {
  return renderText({ host, source: withoutOverwritten(text), sanitizer: SANITIZER });
}
