/** The example notebook for the first try. */

import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { ITranslator, nullTranslator, type TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';

import type { Api } from '../api';
import { Commands } from '../commands';
import { openPath, showWritten } from '../documents';
import { report } from '../reporting';
import { IApi } from '../tokens';

interface IExampleOptions {
  api: Api;
  commands: CommandRegistry;
  trans: TranslationBundle;
}

export const examplePlugin: JupyterFrontEndPlugin<void> = {
  id: 'nb2pipe:example',
  description: 'Offers the example notebook.',
  autoStart: true,
  requires: [IApi],
  optional: [ITranslator, ICommandPalette],
  activate: (
    app: JupyterFrontEnd,
    api: IApi,
    translator: ITranslator | null,
    palette: ICommandPalette | null
  ) => {
    createExample({
      api,
      commands: app.commands,
      trans: (translator ?? nullTranslator).load('nb2pipe')
    });
    palette?.addItem({ command: Commands.openExample, category: 'nb2pipe' });
  }
};

export function createExample({ api, commands, trans }: IExampleOptions): void {
  commands.addCommand(Commands.openExample, {
    label: trans.__('Open the Example Notebook'),
    describedBy: { args: { type: 'object', properties: {} } },
    execute: () =>
      report(
        api.example({}).then(({ path }) => {
          showWritten(commands);
          return openPath(commands, path, false, trans);
        })
      )
  });
}
