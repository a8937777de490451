/** What a program printed, as a terminal leaves it: a progress bar goes back to the start of its line. */

export function withoutOverwritten(text: string): string {
  return text.split('\n').map(lastVersion).join('\n');
}

function lastVersion(line: string): string {
  const written = line.replace(/\r+$/, '');
  return written.slice(written.lastIndexOf('\r') + 1);
}
