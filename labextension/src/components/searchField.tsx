/** A field that says what a list shall be made shorter to. */

import type { TranslationBundle } from '@jupyterlab/translation';

interface ISearchFieldProps {
  label: string;
  text: string;
  trans: TranslationBundle;
  onChange(text: string): void;
}

export function SearchField({ label, text, trans, onChange }: ISearchFieldProps): JSX.Element {
  return (
    <input
      type="search"
      className="jp-mod-styled"
      aria-label={label}
      placeholder={trans.__('Filter')}
      value={text}
      onChange={event => onChange(event.target.value)}
    />
  );
}
