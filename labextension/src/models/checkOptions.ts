/** What the settings say about checks, as types: a file that somebody edited by hand may say anything. */

import type { Grade } from '../wire';

/** How to check. */
export interface ICheckOptions {
  /** Milliseconds without a change before the notebook is checked. */
  debounce: number;
  select: string[];
  ignore: string[];
  /** Rule -> the severity that its findings get. */
  severity: Record<string, Grade>;
}

export const DEFAULT_CHECK_OPTIONS: ICheckOptions = {
  debounce: 300,
  select: [],
  ignore: [],
  severity: {}
};

const GRADES: readonly unknown[] = ['error', 'warning', 'info', 'off'];

export function readCheckOptions(settings: Readonly<Record<string, unknown>>): ICheckOptions {
  const { debounce, select, ignore, severity } = settings;
  const isDelay = typeof debounce === 'number' && debounce >= 0;
  return {
    debounce: isDelay ? debounce : DEFAULT_CHECK_OPTIONS.debounce,
    select: selectors(select),
    ignore: selectors(ignore),
    severity: grades(severity)
  };
}

/** Entries that somebody has added and not yet filled in mean nothing. */
function selectors(value: unknown): string[] {
  const all = Array.isArray(value) ? value : [];
  return all.filter(item => typeof item === 'string' && item.trim() !== '').map(String);
}

function grades(value: unknown): Record<string, Grade> {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  const known = entries.filter((entry): entry is [string, Grade] => GRADES.includes(entry[1]));
  return Object.fromEntries(known.filter(([selector]) => selector.trim() !== ''));
}
