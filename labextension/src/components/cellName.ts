/** What a cell is called. */

import type { TranslationBundle } from '@jupyterlab/translation';

/** `Cell 3`, counted from 0 as in everything that nb2pipe prints. */
export function cellName(cell: string, order: readonly string[], trans: TranslationBundle): string {
  const index = order.indexOf(cell);
  return index < 0 ? trans.__('a deleted cell') : trans.__('Cell %1', index);
}
