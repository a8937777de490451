import { expect, it } from 'vitest';

import { diffLines, mostTelling } from '../src/models/preview';
import type { PreviewedFile } from '../src/wire';

it('shows a diff without the names of its files, and a removed line that looks like one', () => {
  const diff = '--- a/x.py\n+++ b/x.py\n@@ -1,2 +1,2 @@\n same\n--- a rule\n+new\n';
  expect(diffLines(diff).map(({ kind, text }) => `${kind}: ${text}`)).toEqual([
    'place: @@ -1,2 +1,2 @@',
    'same:  same',
    'removed: --- a rule',
    'added: +new'
  ]);
});

it('begins with the step that changed, then with other code, and in a new package with a step', () => {
  const file = (path: string, status: PreviewedFile['status']) =>
    ({ path, status }) as PreviewedFile;
  const shown = (...files: PreviewedFile[]) => mostTelling(files)?.path;
  const version = file('src/p/__init__.py', 'changed');
  const parameters = file('src/p/parameters.py', 'changed');
  const step = file('src/p/steps/train.py', 'changed');
  expect(shown(version, parameters, step)).toBe(step.path);
  expect(shown(version, parameters)).toBe(parameters.path);
  expect(shown(file('README.md', 'changed'), version)).toBe(version.path);
  expect(shown(file('a.toml', 'added'), file('src/p/steps/data.py', 'added'))).toBe(
    'src/p/steps/data.py'
  );
});
