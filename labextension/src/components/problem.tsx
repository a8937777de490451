/** Why something is not known, and the way to ask once more. */

import type { TranslationBundle } from '@jupyterlab/translation';

import { Quoted } from './quoted';

interface IProblemProps {
  text: string;
  trans: TranslationBundle;
  onRetry(): void;
}

export function Problem({ text, trans, onRetry }: IProblemProps): JSX.Element {
  return (
    <div className="jp-nb2pipe-problem">
      <p role="alert">
        <Quoted text={text} />
      </p>
      <button type="button" className="jp-nb2pipe-Link" onClick={onRetry}>
        {trans.__('Try again')}
      </button>
    </div>
  );
}
