/** A sentence of the server; what it quotes is shown as code. */

import { quotedParts } from '../models/messages';

export function Quoted({ text }: { text: string }): JSX.Element {
  return (
    <>
      {quotedParts(text).map(({ text: part, isCode }, i) =>
        isCode ? <code key={i}>{part}</code> : part
      )}
    </>
  );
}
