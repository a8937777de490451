/** A dialog that screen readers call by its title; JupyterLab's own are only where their body is a text. */

import { Dialog } from '@jupyterlab/apputils';

export function namedDialog<Value>(
  title: string,
  options: Partial<Omit<Dialog.IOptions<Value>, 'title'>>
): Dialog<Value> {
  const dialog = new Dialog<Value>({ ...options, title });
  dialog.node.setAttribute('aria-label', title);
  return dialog;
}
