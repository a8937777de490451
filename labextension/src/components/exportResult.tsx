/** What an export wrote. */

import type { TranslationBundle } from '@jupyterlab/translation';
import type { Exported } from '../wire';

interface IExportResultProps {
  exported: Exported;
  trans: TranslationBundle;
  onOpen(path: string): void;
}

export function ExportResult({ exported, trans, onOpen }: IExportResultProps): JSX.Element {
  return (
    <div className="jp-nb2pipe-Export" role="status">
      <p>{exportedText(exported, trans)}</p>
      <ul
        className="jp-nb2pipe-list jp-nb2pipe-Export-files"
        aria-label={trans.__('Written files')}
      >
        {exported.files.map(file => (
          <li key={file}>
            {isHidden(file) ? (
              <span title={trans.__('Jupyter shows no files whose names begin with a dot.')}>
                {file}
              </span>
            ) : (
              <button type="button" className="jp-nb2pipe-Link" onClick={() => onOpen(file)}>
                {file}
              </button>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What was written, and where. */
export function exportedText(
  { name, version, directory }: Exported,
  trans: TranslationBundle
): string {
  return trans.__('%1 %2 is in %3.', name, version, directory);
}

function isHidden(file: string): boolean {
  return file.split('/').some(part => part.startsWith('.'));
}
