/** What stands in the place of what is known about a notebook while nothing is. */

import type { TranslationBundle } from '@jupyterlab/translation';

import { isPython } from '../models/liveNotebook';

interface IUncheckedProps {
  /** Of the notebook that is looked at, as it says itself; null without one. */
  language: string | null;
  trans: TranslationBundle;
}

export function Unchecked({ language, trans }: IUncheckedProps): JSX.Element {
  return <p className="jp-nb2pipe-note">{uncheckedText(language, trans)}</p>;
}

function uncheckedText(language: string | null, trans: TranslationBundle): string {
  if (language === null) {
    return trans.__('Open a Python notebook to see what it hides.');
  }
  return isPython(language)
    ? trans.__('Looking at the notebook…')
    : trans.__('The language of this notebook is %1; only Python is checked.', language);
}
