/** Documents on the server: saved before the server reads them, opened for the user. */

import { PageConfig, URLExt } from '@jupyterlab/coreutils';
import type { NotebookPanel } from '@jupyterlab/notebook';
import { ServerConnection } from '@jupyterlab/services';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';

/** Save unless the file is what the browser shows. */
export async function saveNotebook({ context }: NotebookPanel): Promise<void> {
  if (context.model.dirty && !context.model.readOnly) {
    await context.save();
  }
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

function isAbsent(error: unknown): boolean {
  return error instanceof ServerConnection.ResponseError && error.response.status === 404;
}
