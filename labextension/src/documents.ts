/** Documents on the server: saved before the server reads them, opened for the user. */

import { Notification } from '@jupyterlab/apputils';
import { PageConfig, PathExt, URLExt } from '@jupyterlab/coreutils';
import type { NotebookPanel } from '@jupyterlab/notebook';
import { ServerConnection } from '@jupyterlab/services';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';

/** Save unless the file is what the browser shows; where nobody may write it, say that the file is what counts. */
export async function saveNotebook(
  { context }: NotebookPanel,
  trans: TranslationBundle
): Promise<void> {
  if (!context.model.dirty || context.model.readOnly) {
    return;
  }
  if (context.contentsModel?.writable === false) {
    const name = PathExt.basename(context.path);
    const text = trans.__(
      '%1 is read-only: what you changed in it is not saved and left out.',
      name
    );
    Notification.warning(text, { autoClose: 8000 });
    return;
  }
  await context.save();
}

/** Open a file; show a folder in the file browser, which is another page in Notebook 7. */
export async function openPath(
  commands: CommandRegistry,
  path: string,
  isFolder: boolean,
  trans: TranslationBundle
): Promise<void> {
  if (!isFolder) {
    await commands.execute('docmanager:open', { path }).catch((error: unknown) => {
      throw isAbsent(error) ? new Error(trans.__('%1 is not there any more.', path)) : error;
    });
  } else if (commands.hasCommand('filebrowser:open-path')) {
    await commands.execute('filebrowser:open-path', { path });
  } else {
    window.open(URLExt.join(PageConfig.getBaseUrl(), 'tree', URLExt.encodeParts(path)));
  }
}

/** Let the file browser show at once what has been written. */
export function showWritten(commands: CommandRegistry): void {
  if (commands.hasCommand('filebrowser:refresh')) {
    void commands.execute('filebrowser:refresh');
  }
}

function isAbsent(error: unknown): boolean {
  return error instanceof ServerConnection.ResponseError && error.response.status === 404;
}
