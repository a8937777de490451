/** Export: preview, write, and the way on to the proof. */

import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette, Notification } from '@jupyterlab/apputils';
import { INotebookTracker } from '@jupyterlab/notebook';
import { ITranslator, nullTranslator, type TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';

import type { Api } from '../api';
import { Commands } from '../commands';
import { exportedText } from '../components/exportResult';
import { openPath, saveNotebook, showWritten } from '../documents';
import { pipelineIcon } from '../icons';
import { contentsPath } from '../models/liveNotebook';
import { jumpTo } from '../navigation';
import { report } from '../reporting';
import { IApi } from '../tokens';
import { openExportDialog } from '../widgets/exportDialog';
import type { ExportAnswer } from '../wire';

interface IExportOptions {
  api: Api;
  commands: CommandRegistry;
  tracker: INotebookTracker;
  trans: TranslationBundle;
}

export const exportPlugin: JupyterFrontEndPlugin<void> = {
  id: 'nb2pipe:export',
  description: 'Exports a notebook as a Python package.',
  autoStart: true,
  requires: [INotebookTracker, IApi],
  optional: [ITranslator, ICommandPalette],
  activate: (
    app: JupyterFrontEnd,
    tracker: INotebookTracker,
    api: IApi,
    translator: ITranslator | null,
    palette: ICommandPalette | null
  ) => {
    const trans = (translator ?? nullTranslator).load('nb2pipe');
    createExport({ api, commands: app.commands, tracker, trans });
    palette?.addItem({ command: Commands.exportPackage, category: 'nb2pipe' });
  }
};

export function createExport(options: IExportOptions): void {
  const { commands, tracker, trans } = options;
  commands.addCommand(Commands.exportPackage, {
    label: trans.__('Export as a Python Package…'),
    icon: pipelineIcon,
    isEnabled: () => tracker.currentWidget !== null,
    describedBy: { args: { type: 'object', properties: {} } },
    execute: () => report(exportCurrent(options))
  });
}

/** The dialog is gone; what was written, or not, is told all the same. */
function tellLate(answer: ExportAnswer, trans: TranslationBundle): void {
  if (answer.kind === 'exported') {
    Notification.success(exportedText(answer, trans), { autoClose: 8000 });
  } else {
    Notification.warning(answer.message, { autoClose: false });
  }
}

/** Save the notebook, because the server exports what is on disk, and ask how to export it. */
async function exportCurrent({ api, commands, tracker, trans }: IExportOptions): Promise<void> {
  const panel = tracker.currentWidget;
  if (!panel) {
    return;
  }
  await saveNotebook(panel, trans);
  openExportDialog({
    path: contentsPath(panel.context.path),
    trans,
    preview: request => api.preview(request),
    exportPackage: request => api.export(request).finally(() => showWritten(commands)),
    onOpen: path => void report(openPath(commands, path, false, trans)),
    onVerify: () => void commands.execute(Commands.verify),
    onLate: work => void report(work.then(answer => tellLate(answer, trans))),
    onJump: cell => void jumpTo(panel, cell)
  });
}
