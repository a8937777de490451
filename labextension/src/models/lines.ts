/** A cell's text as its editor has it: lines end with \n there, whatever the file says. */

export function editorText(source: string): string {
  return source.replace(/\r\n?/g, '\n');
}

/** An offset in the editor's text as one in the source. */
export function sourceOffset(source: string, offset: number): number {
  let place = 0;
  for (let passed = 0; passed < offset; passed++) {
    place += source.startsWith('\r\n', place) ? 2 : 1;
  }
  return place;
}
