/** The files of a package before they are written, each with its text or what would change. */

import type { TranslationBundle } from '@jupyterlab/translation';
import { Fragment, useEffect, useRef, useState } from 'react';

import { diffLines, mostTelling } from '../models/preview';
import type { PreviewedFile } from '../wire';

interface IPreviewedFilesProps {
  files: readonly PreviewedFile[];
  trans: TranslationBundle;
}

export function PreviewedFiles({ files, trans }: IPreviewedFilesProps): JSX.Element {
  const [path, setPath] = useState<string | null>(null);
  const shown = files.find(file => file.path === path) ?? mostTelling(files);
  const list = useRef<HTMLUListElement>(null);
  const current = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    current.current?.scrollIntoView({ block: 'nearest' });
  }, [shown?.path]);
  // One stop for the Tab key, however many files there are; the arrows choose among them.
  const move = (event: React.KeyboardEvent) => {
    const next = neighbour(files, shown, event.key);
    if (next) {
      setPath(next.path);
      list.current?.querySelectorAll('button')[files.indexOf(next)].focus();
      event.preventDefault();
    }
  };
  return (
    <div className="jp-nb2pipe-Preview">
      <ul
        ref={list}
        className="jp-nb2pipe-list jp-nb2pipe-Preview-files"
        aria-label={trans.__('Files')}
      >
        {files.map(file => (
          <li key={file.path}>
            <button
              ref={file === shown ? current : undefined}
              type="button"
              aria-current={file === shown}
              tabIndex={file === shown ? 0 : -1}
              onKeyDown={move}
              className="jp-nb2pipe-Preview-file"
              onClick={() => setPath(file.path)}
            >
              <Path text={file.path} />{' '}
              <small data-status={file.status}>{statusText(file, trans)}</small>
            </button>
          </li>
        ))}
      </ul>
      {shown && (
        <pre className="jp-nb2pipe-Preview-text" tabIndex={0} aria-label={shown.path}>
          {shown.diff ? <Diff text={shown.diff} /> : (shown.content ?? trans.__('No text.'))}
        </pre>
      )}
    </div>
  );
}

/** A path that breaks where its parts do. */
function Path({ text }: { text: string }): JSX.Element {
  return (
    <span>
      {text.split(/(?<=\/)/).map((part, i) => (
        <Fragment key={i}>
          {part}
          <wbr />
        </Fragment>
      ))}
    </span>
  );
}

/** The file to which a key leads; none for other keys and at the ends. */
function neighbour(
  files: readonly PreviewedFile[],
  shown: PreviewedFile | undefined,
  key: string
): PreviewedFile | undefined {
  const place = files.findIndex(file => file === shown);
  const places: Record<string, number> = {
    ArrowDown: place + 1,
    ArrowUp: place - 1,
    Home: 0,
    End: files.length - 1
  };
  return files[places[key]];
}

function Diff({ text }: { text: string }): JSX.Element {
  return (
    <>
      {diffLines(text).map((line, i) => (
        <span key={i} className="jp-nb2pipe-Diff-line" data-kind={line.kind}>
          {line.text + '\n'}
        </span>
      ))}
    </>
  );
}

function statusText({ status, reason }: PreviewedFile, trans: TranslationBundle): string {
  return [statusName(status, trans), reason].filter(Boolean).join(': ');
}

function statusName(status: PreviewedFile['status'], trans: TranslationBundle): string {
  const names: Record<PreviewedFile['status'], string> = {
    added: trans.__('new'),
    changed: trans.__('changed'),
    conflict: trans.__('edited by hand: conflict'),
    edited: trans.__('edited by hand: stays'),
    merged: trans.__('merged'),
    removed: trans.__('removed'),
    same: trans.__('as before')
  };
  return names[status];
}
