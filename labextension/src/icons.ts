/** Signs of roles, states and severities: told apart by shape, so that colour is never the only sign. */

import { LabIcon } from '@jupyterlab/ui-components';

import type { Role } from './models/tags';

function sign(name: string, body: string): LabIcon {
  return new LabIcon({
    name: `nb2pipe:${name}`,
    svgstr: `<svg xmlns="http://www.w3.org/2000/svg" width="16" viewBox="0 0 16 16"><g class="jp-icon3" fill="#616161">${body}</g></svg>`
  });
}

/** The pipeline itself: three nodes and what flows between them. */
export const pipelineIcon = sign(
  'pipeline',
  '<path d="M1 2h5v4H1zM10 2h5v4h-5zM5.5 10h5v4h-5zM6 3.5h4v1H6zM3 6h1v2h8V6h1v3H8.5v1h-1V9H3z"/>'
);

/** What a role looks like. */
export const roleIcons: Record<Role, LabIcon> = {
  data: sign(
    'data',
    '<path d="M8 1c3.3 0 6 1 6 2.3S11.3 5.6 8 5.6 2 4.6 2 3.3 4.7 1 8 1zM2 5.2c1.2 1 3.5 1.6 6 1.6s4.8-.6 6-1.6V8c0 1.3-2.7 2.3-6 2.3S2 9.3 2 8zM2 9.9c1.2 1 3.5 1.6 6 1.6s4.8-.6 6-1.6v2.8C14 14 11.3 15 8 15s-6-1-6-2.3z"/>'
  ),
  feature: sign('feature', '<path d="M1 2h14L9.5 8.5V14l-3-1.8V8.5z"/>'),
  train: sign(
    'train',
    '<path d="M6.8 1h2.4l.4 2 1.4.6 1.7-1.1 1.7 1.7L13.3 6l.6 1.3 2 .4v2.4l-2 .4-.6 1.4 1.1 1.7-1.7 1.7-1.7-1.1-1.4.6-.4 2H6.8l-.4-2L5 14.1l-1.7 1.1-1.7-1.7 1.1-1.7L2.1 10.4l-2-.4V7.6l2-.4L2.7 6 1.6 4.2l1.7-1.7L5 3.6 6.4 3zM8 6a2.7 2.7 0 1 0 0 5.4A2.7 2.7 0 0 0 8 6z" transform="scale(.92) translate(.6 .2)"/>'
  ),
  serve: sign('serve', '<path d="M1 2l14 6-14 6 2-5 6-1-6-1z"/>'),
  parameters: sign(
    'parameters',
    '<path d="M1 3h8v1.5H1zM12 3h3v1.5h-3zM9 1.5h2.5V6H9zM1 7.3h2v1.5H1zM6.5 7.3H15v1.5H6.5zM3.5 5.8H6v4.5H3.5zM1 11.6h7v1.5H1zM11 11.6h4v1.5h-4zM8.2 10h2.5v4.5H8.2z"/>'
  ),
  report: sign(
    'report',
    '<path d="M1 13.5h14V15H1zM2 8h3v4.5H2zM6.5 4h3v8.5h-3zM11 1h3v11.5h-3z"/>'
  ),
  skip: sign(
    'skip',
    '<path d="M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1zm0 1.6c-1.2 0-2.3.4-3.2 1.1l7.5 7.5A5.4 5.4 0 0 0 8 2.6zM3.7 4.8a5.4 5.4 0 0 0 7.5 7.5z"/>'
  )
};

/** Severity of a finding. */
export const severityIcons = {
  error: sign(
    'error',
    '<path d="M5 1h6l4 4v6l-4 4H5l-4-4V5zM7.2 4v5.2h1.6V4zm0 6.4V12h1.6v-1.6z"/>'
  ),
  warning: sign('warning', '<path d="M8 1l7.5 14H.5zM7.2 6v4.6h1.6V6zm0 5.8v1.5h1.6v-1.5z"/>'),
  info: sign('info', '<path d="M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1zM7.2 4v1.6h1.6V4zm0 3v5h1.6V7z"/>')
};

/** State of a run or of a step in it. */
export const stateIcons = {
  waiting: sign(
    'waiting',
    '<path d="M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1zm0 1.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11z"/>'
  ),
  running: sign(
    'running',
    '<path d="M8 1a7 7 0 0 1 7 7h-1.8A5.2 5.2 0 0 0 8 2.8zM8 15a7 7 0 0 1-7-7h1.8A5.2 5.2 0 0 0 8 13.2z"/>'
  ),
  succeeded: sign('succeeded', '<path d="M6.3 13L1.5 8.2l1.6-1.6 3.2 3.2 6.6-6.6 1.6 1.6z"/>'),
  failed: sign(
    'failed',
    '<path d="M3.5 2L8 6.5 12.5 2 14 3.5 9.5 8l4.5 4.5-1.5 1.5L8 9.5 3.5 14 2 12.5 6.5 8 2 3.5z"/>'
  ),
  cancelled: sign('cancelled', '<path d="M2 2h12v12H2z"/>'),
  skipped: sign('skipped', '<path d="M2 2l6 6-6 6zM8 2l6 6-6 6z"/>')
};
