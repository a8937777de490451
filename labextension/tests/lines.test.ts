import { expect, it } from 'vitest';

import { editorText, sourceOffset } from '../src/models/lines';

it('reads all ends of lines as the editor does', () => {
  expect(editorText('a\r\nb\rc\nd')).toBe('a\nb\nc\nd');
});

it('finds the place of the text in the source', () => {
  const source = 'a\r\nb\rc\r\n';
  const places = [...editorText(source)].map((_, i) => source[sourceOffset(source, i)]);
  expect(places.join('')).toBe('a\rb\rc\r');
  expect(sourceOffset(source, editorText(source).length)).toBe(source.length);
});
