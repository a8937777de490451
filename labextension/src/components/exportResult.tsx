/** What an export wrote, and the way to the proof. */

import type { TranslationBundle } from '@jupyterlab/translation';
import { useEffect, useRef } from 'react';

import type { Exported } from '../wire';

interface IExportResultProps {
  exported: Exported;
  trans: TranslationBundle;
  onOpen(path: string): void;
  onVerify(): void;
}

export function ExportResult(props: IExportResultProps): JSX.Element {
  const { exported, trans, onOpen, onVerify } = props;
  const { name, version, directory, files } = exported;
  const next = useRef<HTMLButtonElement>(null);
  // The button that had the focus is gone.
  useEffect(() => next.current?.focus(), []);
  return (
    <div className="jp-nb2pipe-Export" role="status">
      <p>{trans.__('%1 %2 is in %3.', name, version, directory)}</p>
      <div className="jp-nb2pipe-buttons">
        <button
          ref={next}
          type="button"
          className="jp-nb2pipe-Button jp-mod-primary"
          onClick={onVerify}
        >
          {trans.__('Verify that it computes the same')}
        </button>
      </div>
      <ul
        className="jp-nb2pipe-list jp-nb2pipe-Export-files"
        aria-label={trans.__('Written files')}
      >
        {files.map(file => (
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

function isHidden(file: string): boolean {
  return file.split('/').some(part => part.startsWith('.'));
}
