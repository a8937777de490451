/** Offers the server's routes to the other features. */

import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';

import { Api } from '../api';
import { IApi } from '../tokens';

export const apiPlugin: JupyterFrontEndPlugin<IApi> = {
  id: 'nb2pipe:api',
  description: "Speaks to nb2pipe's server extension.",
  provides: IApi,
  optional: [ITranslator],
  activate: (app: JupyterFrontEnd, translator: ITranslator | null) =>
    new Api(app.serviceManager.serverSettings, (translator ?? nullTranslator).load('nb2pipe'))
};
