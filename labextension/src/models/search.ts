/** What somebody types to find something. */

/** True if one of the texts contains what was typed, in small letters or large. */
export function isFound(typed: string, texts: readonly string[]): boolean {
  const wanted = typed.trim().toLowerCase();
  return texts.some(text => text.toLowerCase().includes(wanted));
}
