import type { TranslationBundle } from '@jupyterlab/translation';
import { Gettext } from '@jupyterlab/translation/lib/gettext';
import { expect, it } from 'vitest';

import {
  quotedParts,
  templateOf,
  translateAnswer,
  translateSentence,
  translateText
} from '../src/models/messages';

/** JupyterLab's own way with placeholders, and a catalogue. */
function bundle(catalogue: Record<string, string> = {}): TranslationBundle {
  const __ = (id: string, ...args: string[]) => Gettext.strfmt(catalogue[id] ?? id, ...args);
  return { __ } as TranslationBundle;
}

it('takes what is quoted and numbers for arguments', () => {
  expect(templateOf('`a.b` is used in cell 3')).toEqual({
    template: '`%1` is used in cell %2',
    args: ['a.b', '3']
  });
});

it('translates a sentence whose arguments stand elsewhere in the other language', () => {
  const german = bundle({ '`%1` hides `%2` in cell %3': 'In Zelle %3 verdeckt `%1` das `%2`' });
  expect(translateSentence('`x` hides `100%1 %% y` in cell 7', german)).toBe(
    'In Zelle 7 verdeckt `x` das `100%1 %% y`'
  );
});

it.each([
  '',
  '`%%time` has no translation',
  '50% of 3 rows',
  '%d and %1 and %%2 and 100%',
  '`a` ` `b`',
  'a\nb %% c'
])('leaves %j as it is where the catalogue does not know it', text => {
  expect(translateSentence(text, bundle())).toBe(text);
  expect(translateText(text, bundle())).toBe(text);
});

it('translates the sentences of an answer and nothing else', () => {
  const german = bundle({ 'too late': 'zu spät', 'All of `x`': 'Alles von `x`' });
  const answer = {
    findings: [{ message: 'too late', code: 'too late', hint: '' }],
    why: 'All of `x`',
    differences: ['too late'],
    seconds: 1,
    report: null
  };
  expect(translateAnswer(answer, german)).toEqual({
    findings: [{ message: 'zu spät', code: 'too late', hint: '' }],
    why: 'Alles von `x`',
    differences: ['zu spät'],
    seconds: 1,
    report: null
  });
});

it('tells code from text', () => {
  expect(quotedParts('`a` is b')).toEqual([
    { text: 'a', isCode: true },
    { text: ' is b', isCode: false }
  ]);
});

it('takes a list for one argument and puts the words of the language between its items', () => {
  expect(templateOf('cells 1, `a and b` and 14 and others are alike, and so is `1 and 2`')).toEqual(
    {
      template: 'cells %1 are alike, and so is `%2`',
      args: ['1, `a and b` and 14 and others', '1 and 2']
    }
  );
  const german = bundle({
    'cells %1 are alike, and so is `%2`': 'Zellen %1 gleichen sich, wie auch `%2`',
    '%1 and %2': '%1 und %2',
    '%1 and others': '%1 und andere'
  });
  expect(
    translateSentence('cells 1, `a and b` and 14 and others are alike, and so is `1 and 2`', german)
  ).toBe('Zellen 1, `a and b` und 14 und andere gleichen sich, wie auch `1 and 2`');
  expect(translateSentence('1, 2 and 3', bundle())).toBe('1, 2 and 3');
});
