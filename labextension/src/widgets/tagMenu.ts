/** The menu from which a cell gets its tag. */

import type { CommandRegistry } from '@lumino/commands';
import { MenuSvg } from '@jupyterlab/ui-components';

import { Commands } from '../commands';
import { KINDS } from '../models/tags';

const OTHERS = ['parameters', 'step:report', 'step:skip'];

/** The menu with the kinds, the notebook's named steps and the other roles. */
export function createTagMenu(commands: CommandRegistry, namedSteps: readonly string[]): MenuSvg {
  const menu = new MenuSvg({ commands });
  menu.addClass('jp-nb2pipe-TagMenu');
  const add = (tag: string) => menu.addItem({ command: Commands.tagCells, args: { tag } });
  KINDS.forEach(kind => add(`step:${kind}`));
  menu.addItem({ type: 'separator' });
  namedSteps.forEach(add);
  menu.addItem({ command: Commands.nameStep });
  menu.addItem({ type: 'separator' });
  OTHERS.forEach(add);
  menu.addItem({ type: 'separator' });
  add('');
  return menu;
}
