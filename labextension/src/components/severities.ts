/** What severities are called, and how many findings have them. */

import type { TranslationBundle } from '@jupyterlab/translation';

import type { Severity } from '../wire';

export function severityName(severity: Severity, trans: TranslationBundle): string {
  const names = { error: trans.__('Error'), warning: trans.__('Warning'), info: trans.__('Note') };
  return names[severity];
}

export function severityCount(severity: Severity, count: number, trans: TranslationBundle): string {
  switch (severity) {
    case 'error':
      return trans._n('%1 error', '%1 errors', count, count);
    case 'warning':
      return trans._n('%1 warning', '%1 warnings', count, count);
    case 'info':
      return trans._n('%1 note', '%1 notes', count, count);
  }
}
