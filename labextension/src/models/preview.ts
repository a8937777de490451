/** What is shown of the files of an export. */

import type { PreviewedFile } from '../wire';

export interface IDiffLine {
  text: string;
  kind: 'added' | 'removed' | 'place' | 'same';
}

const KINDS: Record<string, IDiffLine['kind']> = { '+': 'added', '-': 'removed', '@': 'place' };

/** The lines of a unified diff, without the names of the files at its head. */
export function diffLines(diff: string): IDiffLine[] {
  const lines = diff.replace(/\n$/, '').split('\n');
  const first = lines.findIndex(line => line.startsWith('@@'));
  return lines.slice(Math.max(first, 0)).map(text => ({ text, kind: KINDS[text[0]] ?? 'same' }));
}

/** What people look at first: a step that changed, else other code, else a step. */
export function mostTelling(files: readonly PreviewedFile[]): PreviewedFile | undefined {
  const isStep = ({ path }: PreviewedFile) =>
    path.includes('/steps/') && !path.endsWith('__init__.py');
  const changed = files.filter(
    ({ status, path }) => status !== 'same' && status !== 'added' && path.endsWith('.py')
  );
  return (
    changed.find(isStep) ??
    changed.find(({ path }) => !path.endsWith('__init__.py')) ??
    changed[0] ??
    files.find(isStep) ??
    files[0]
  );
}
