/** Documents on the server: saved before the server reads them, opened for the user. */

import type { NotebookPanel } from '@jupyterlab/notebook';
import type { CommandRegistry } from '@lumino/commands';

/** Save unless the file is what the browser shows. */
export async function saveNotebook({ context }: NotebookPanel): Promise<void> {
  if (context.model.dirty && !context.model.readOnly) {
    await context.save();
  }
}

/** Open a file, or show a folder in the file browser where there is one. */
export async function openPath(
  commands: CommandRegistry,
  path: string,
  isFolder: boolean
): Promise<void> {
  const wanted = isFolder ? 'filebrowser:open-path' : 'docmanager:open';
  if (commands.hasCommand(wanted)) {
    await commands.execute(wanted, { path });
  }
}
