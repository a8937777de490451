/**
 * The server's sentences in the user's language. The server speaks English; a sentence's key in the catalogue is the English one with
 * what it quotes (`` `df` ``) and its numbers as `%1`, `%2`, …, so that no rule has to know of catalogues. A list of them
 * (`3, 5 and 8`) is one argument, whatever it holds. What is not in the catalogue stays English.
 */

import type { TranslationBundle } from '@jupyterlab/translation';

/** Fields of the wire that hold one sentence with arguments. */
const SENTENCES: ReadonlySet<string> = new Set([
  'message',
  'hint',
  'fix',
  'reason',
  'progress',
  'detail',
  'differences'
]);
/** Fields that hold a whole text without any. */
const TEXTS: ReadonlySet<string> = new Set(['summary', 'why']);

const ITEM = '(?:`[^`]*`|\\d+)';
const ARGUMENT = new RegExp(`${ITEM}(?:(?:, | and )${ITEM})*(?: and others)?`, 'g');
/** A list in parts: what stands in it, and what stands between. */
const LIST_PART = new RegExp(`(${ITEM})|(, )|( and others)|( and )`, 'g');
/** Around the number of an argument while the catalogue is asked; in no text that anybody writes. */
const [OPEN, CLOSE] = ['\uE000', '\uE001'];

/** A sentence without what differs from one notebook to another; lists are put as `sayList` says. */
export function templateOf(
  sentence: string,
  sayList = (list: string) => list
): { template: string; args: string[] } {
  const args: string[] = [];
  const template = escapePercents(sentence).replace(ARGUMENT, found => {
    const isQuoted = /^`[^`]*`$/.test(found);
    const said = unescapePercents(found);
    args.push(isQuoted ? said.slice(1, -1) : sayList(said));
    return isQuoted ? `\`%${args.length}\`` : `%${args.length}`;
  });
  return { template, args };
}

export function translateSentence(sentence: string, trans: TranslationBundle): string {
  if (sentence === '') {
    return '';
  }
  const { template, args } = templateOf(sentence, list => translateList(list, trans));
  return fillIn(template, args, trans);
}

/** A list with the words of the language between its items. */
function translateList(text: string, trans: TranslationBundle): string {
  let [list, word] = ['', ''];
  for (const [part, item, comma, others] of text.matchAll(LIST_PART)) {
    if (item !== undefined) {
      list = word === ' and ' ? fillIn('%1 and %2', [list, item], trans) : list + word + item;
    } else if (others !== undefined) {
      list = fillIn('%1 and others', [list], trans);
    }
    word = comma ?? part;
  }
  return list;
}

/** A template in the user's language with its arguments, which may hold anything. */
function fillIn(template: string, args: readonly string[], trans: TranslationBundle): string {
  const marks = args.map((_, i) => OPEN + i + CLOSE);
  const translated = trans.__(template, ...marks);
  return translated.replace(/\uE000(\d+)\uE001/g, (_, i: string) => args[Number(i)]);
}

export function translateText(text: string, trans: TranslationBundle): string {
  return text === '' ? '' : trans.__(escapePercents(text));
}

/** A sentence in parts: what it quotes is code. */
export function quotedParts(sentence: string): { text: string; isCode: boolean }[] {
  const parts = sentence.split(/`([^`]+)`/).map((text, i) => ({ text, isCode: i % 2 === 1 }));
  return parts.filter(({ text }) => text !== '');
}

/** An answer of the server with its sentences in the user's language. */
export function translateAnswer<Answer>(answer: Answer, trans: TranslationBundle): Answer {
  return translated(answer, '', trans) as Answer;
}

function translated(value: unknown, field: string, trans: TranslationBundle): unknown {
  if (typeof value === 'string') {
    return SENTENCES.has(field)
      ? translateSentence(value, trans)
      : TEXTS.has(field)
        ? translateText(value, trans)
        : value;
  }
  if (Array.isArray(value)) {
    return value.map(item => translated(item, field, trans));
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value);
    return Object.fromEntries(entries.map(([key, item]) => [key, translated(item, key, trans)]));
  }
  return value;
}

/** In catalogues a percent sign that is none of an argument is doubled. */
function escapePercents(text: string): string {
  return text.replace(/%/g, '%%');
}

function unescapePercents(text: string): string {
  return text.replace(/%%/g, '%');
}
