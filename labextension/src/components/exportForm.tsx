/** Name, place, preview and result of an export. */

import type { TranslationBundle } from '@jupyterlab/translation';
import { useEffect, useState } from 'react';

import type { ExportAnswer, ExportRequest, Exported, Finding, PreviewAnswer } from '../wire';
import { PreviewedFiles } from './previewedFiles';

export interface IExportFormProps {
  path: string;
  trans: TranslationBundle;
  preview(request: ExportRequest): Promise<PreviewAnswer>;
  exportPackage(request: ExportRequest): Promise<ExportAnswer>;
  onOpen(path: string): void;
  onVerify(): void;
  onJump(cell: string): void;
}

/** Milliseconds after the last key until the preview is asked for again. */
const PAUSE = 400;

export function ExportForm(props: IExportFormProps): JSX.Element {
  const { path, trans } = props;
  const [name, setName] = useState('');
  const [directory, setDirectory] = useState('');
  const [force, setForce] = useState(false);
  const [answer, setAnswer] = useState<PreviewAnswer | null>(null);
  const [exported, setExported] = useState<Exported | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(true);
  const request: ExportRequest = { path, name: name || null, directory: directory || null, force };
  useEffect(() => {
    let isCurrent = true;
    setBusy(true);
    const ask = async () => {
      try {
        const found = await props.preview(request);
        isCurrent && (setAnswer(found), setProblem(null));
      } catch (error) {
        isCurrent && (setAnswer(null), setProblem(messageOf(error)));
      }
      isCurrent && setBusy(false);
    };
    const timer = setTimeout(() => void ask(), answer ? PAUSE : 0);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [name, directory]);
  const write = async () => {
    setBusy(true);
    setProblem(null);
    try {
      const done = await props.exportPackage(request);
      done.kind === 'exported' ? setExported(done) : setAnswer(done);
    } catch (error) {
      setProblem(messageOf(error));
    }
    setBusy(false);
  };
  if (exported) {
    return <Result {...props} exported={exported} />;
  }
  const preview = answer?.kind === 'preview' ? answer : null;
  const hasConflict = preview?.files.some(({ status }) => status === 'conflict') ?? false;
  return (
    <div className="jp-nb2pipe-Export">
      <div className="jp-nb2pipe-Export-fields">
        <label>
          {trans.__('Name')}
          <input
            type="text"
            className="jp-mod-styled"
            value={name}
            placeholder={preview?.name ?? ''}
            onChange={event => setName(event.target.value)}
          />
        </label>
        <label>
          {trans.__('Folder')}
          <input
            type="text"
            className="jp-mod-styled"
            value={directory}
            placeholder={preview?.directory ?? ''}
            onChange={event => setDirectory(event.target.value)}
          />
        </label>
      </div>
      <div aria-live="polite">
        {problem && (
          <p role="alert" className="jp-nb2pipe-error">
            {problem}
          </p>
        )}
        {isBusy && <p className="jp-nb2pipe-note">{trans.__('Converting…')}</p>}
        {answer?.kind === 'refusal' && (
          <Findings
            findings={answer.findings}
            title={answer.message}
            trans={trans}
            onJump={props.onJump}
          />
        )}
        {preview && (
          <p className="jp-nb2pipe-note">
            {versionText(preview.version, preview.previous_version, preview.bump, trans)}
            {' · '}
            {trans.__('Steps: %1', preview.steps.map(step => step.name).join(', ') || '–')}
            {' · '}
            {trans.__('Parameters: %1', preview.parameters.join(', ') || '–')}
          </p>
        )}
      </div>
      {preview && preview.findings.length > 0 && (
        <Findings
          findings={preview.findings}
          title={trans.__('Notices')}
          trans={trans}
          onJump={props.onJump}
        />
      )}
      {preview && <PreviewedFiles files={preview.files} trans={trans} />}
      {preview && preview.differences.length > 0 && (
        <ul className="jp-nb2pipe-list" aria-label={trans.__('What changes')}>
          {preview.differences.map(difference => (
            <li key={difference}>{difference}</li>
          ))}
        </ul>
      )}
      {hasConflict && (
        <label className="jp-nb2pipe-RunForm-check">
          <input
            type="checkbox"
            checked={force}
            onChange={event => setForce(event.target.checked)}
          />
          {trans.__('Overwrite files that somebody edited')}
        </label>
      )}
      <div className="jp-nb2pipe-buttons">
        <button
          type="button"
          className="jp-nb2pipe-Button jp-mod-primary"
          disabled={isBusy || !preview || (hasConflict && !force)}
          onClick={() => void write()}
        >
          {trans.__('Export')}
        </button>
      </div>
    </div>
  );
}

function Result(props: IExportFormProps & { exported: Exported }): JSX.Element {
  const { exported, trans } = props;
  const { name, version, directory, files } = exported;
  return (
    <div className="jp-nb2pipe-Export" role="status">
      <p>{trans.__('%1 %2 is in %3.', name, version, directory)}</p>
      <div className="jp-nb2pipe-buttons">
        <button type="button" className="jp-nb2pipe-Button jp-mod-primary" onClick={props.onVerify}>
          {trans.__('Verify that it computes the same')}
        </button>
      </div>
      <ul
        className="jp-nb2pipe-list jp-nb2pipe-Export-files"
        aria-label={trans.__('Written files')}
      >
        {files.map(file => (
          <li key={file}>
            <button type="button" className="jp-nb2pipe-Link" onClick={() => props.onOpen(file)}>
              {file}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

interface INoticesProps {
  findings: readonly Finding[];
  title: string;
  trans: TranslationBundle;
  onJump(cell: string): void;
}

function Findings({ findings, title, trans, onJump }: INoticesProps): JSX.Element {
  return (
    <section>
      <h3>{title}</h3>
      <ul className="jp-nb2pipe-list">
        {findings.map((finding, i) => (
          <li key={i}>
            {finding.code}: {finding.message}{' '}
            <button type="button" className="jp-nb2pipe-Link" onClick={() => onJump(finding.cell)}>
              {trans.__('Show the cell')}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function versionText(
  version: string,
  previous: string | null,
  bump: 'major' | 'minor' | 'patch' | null,
  trans: TranslationBundle
): string {
  if (previous === null) {
    return trans.__('Version %1', version);
  }
  return bump === null
    ? trans.__('Version %1, as before', version)
    : trans.__('Version %1 after %2 (%3)', version, previous, bump);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
