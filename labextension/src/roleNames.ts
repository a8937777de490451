/** What roles are called on the screen. */

import type { TranslationBundle } from '@jupyterlab/translation';

import type { IRoleTag, Role } from './models/tags';

export function roleName(role: Role, trans: TranslationBundle): string {
  switch (role) {
    case 'data':
      return trans.__('Data');
    case 'feature':
      return trans.__('Feature');
    case 'train':
      return trans.__('Train');
    case 'serve':
      return trans.__('Serve');
    case 'parameters':
      return trans.__('Parameters');
    case 'report':
      return trans.__('Report');
    case 'skip':
      return trans.__('Skip');
  }
}

/** `Train · boosted` for a named step. */
export function tagName(tag: IRoleTag, trans: TranslationBundle): string {
  const role = roleName(tag.role, trans);
  return tag.name === null ? role : `${role} · ${tag.name}`;
}
