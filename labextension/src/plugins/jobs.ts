/** Offers the jobs on the server to the features that show them. */

import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';

import { Jobs } from '../models/jobs';
import { IApi, IJobs } from '../tokens';

export const jobsPlugin: JupyterFrontEndPlugin<IJobs> = {
  id: 'nb2pipe:jobs',
  description: 'Follows runs and verifications on the server.',
  provides: IJobs,
  requires: [IApi],
  activate: (_: JupyterFrontEnd, api: IApi) =>
    new Jobs({
      list: path => api.runs(path),
      openEvents: () => api.openEvents(),
      readEvent: data => api.readEvent(data)
    })
};
