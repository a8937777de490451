/** The panel beside the notebook, in which the other features have their sections. */

import {
  ILayoutRestorer,
  type JupyterFrontEnd,
  type JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { ITranslator, nullTranslator, type TranslationBundle } from '@jupyterlab/translation';

import { Commands } from '../commands';
import { pipelineIcon } from '../icons';
import { IWorkbench } from '../tokens';
import { Workbench } from '../widgets/workbench';

export const workbenchPlugin: JupyterFrontEndPlugin<IWorkbench> = {
  id: 'nb2pipe:workbench',
  description: 'The panel with findings, pipeline and runs.',
  provides: IWorkbench,
  optional: [ITranslator, ICommandPalette, ILayoutRestorer],
  activate: (
    app: JupyterFrontEnd,
    translator: ITranslator | null,
    palette: ICommandPalette | null,
    restorer: ILayoutRestorer | null
  ) => {
    const trans = (translator ?? nullTranslator).load('nb2pipe');
    const panel = createWorkbench(app, trans);
    restorer?.add(panel, panel.id);
    palette?.addItem({ command: Commands.openPanel, category: 'nb2pipe' });
    return panel;
  }
};

/** The panel in the right area, and the command that opens it. */
export function createWorkbench(app: JupyterFrontEnd, trans: TranslationBundle): Workbench {
  const panel = new Workbench({ trans, open: id => app.shell.activateById(id) });
  app.shell.add(panel, 'right', { rank: 600, type: 'Pipeline' });
  app.commands.addCommand(Commands.openPanel, {
    label: trans.__('Show Pipeline Panel'),
    icon: pipelineIcon,
    describedBy: { args: { type: 'object', properties: {} } },
    execute: () => panel.reveal()
  });
  return panel;
}
