/** Name, place, preview and result of an export. */

import type { TranslationBundle } from '@jupyterlab/translation';
import { useEffect, useState } from 'react';

import { messageOf } from '../models/errors';
import type { ExportAnswer, ExportRequest, Exported, Preview, PreviewAnswer } from '../wire';
import { ExportResult } from './exportResult';
import { Notices, Refused } from './notices';
import { PreviewedFiles } from './previewedFiles';
import { Quoted } from './quoted';

export interface IExportFormProps {
  path: string;
  trans: TranslationBundle;
  preview(request: ExportRequest): Promise<PreviewAnswer>;
  exportPackage(request: ExportRequest): Promise<ExportAnswer>;
  onOpen(path: string): void;
  onVerify(): void;
  onJump(cell: string): void;
  /** Told after each drawing what can be done next. */
  onOffer(offer: IOffer): void;
}

/** What the dialog's button does. */
export interface IOffer {
  label: string;
  isEnabled: boolean;
  act(): void;
}

/** Milliseconds after the last key until the preview is asked for again. */
const PAUSE = 400;

/** The newest preview, or why there is none, and whether a newer one is being made. */
interface IAsked {
  isBusy: boolean;
  answer?: PreviewAnswer;
  problem?: string;
}

export function ExportForm(props: IExportFormProps): JSX.Element {
  const { path, trans, exportPackage } = props;
  const [name, setName] = useState('');
  const [directory, setDirectory] = useState('');
  const [force, setForce] = useState(false);
  const [isWriting, setWriting] = useState(false);
  const [exported, setExported] = useState<Exported | null>(null);
  const [{ answer, problem, ...asked }, setAsked] = usePreview(props, { name, directory });
  const write = async () => {
    setWriting(true);
    try {
      const done = await exportPackage(requestOf(path, { name, directory, force }));
      if (done.kind === 'exported') {
        setExported(done);
      } else {
        setAsked({ answer: done, isBusy: false });
      }
    } catch (error) {
      setAsked({ answer, problem: messageOf(error), isBusy: false });
    }
    setWriting(false);
  };
  const preview = answer?.kind === 'preview' ? answer : null;
  const hasConflict = preview?.files.some(({ status }) => status === 'conflict') ?? false;
  const isBusy = isWriting || asked.isBusy;
  const canWrite = !isBusy && preview !== null && (!hasConflict || force);
  useEffect(() =>
    props.onOffer(
      exported
        ? {
            label: trans.__('Verify that it computes the same'),
            isEnabled: true,
            act: props.onVerify
          }
        : { label: trans.__('Export'), isEnabled: canWrite, act: () => void write() }
    )
  );
  if (exported) {
    return <ExportResult exported={exported} trans={trans} onOpen={props.onOpen} />;
  }
  return (
    <div className="jp-nb2pipe-Export">
      <div className="jp-nb2pipe-Export-fields">
        <TextField label={trans.__('Name')} value={name} usual={preview?.name} onChange={setName} />
        <TextField
          label={trans.__('Folder')}
          value={directory}
          usual={preview?.directory}
          onChange={setDirectory}
        />
      </div>
      <div aria-live="polite">
        {problem !== undefined && (
          <p role="alert" className="jp-nb2pipe-error">
            {problem}
          </p>
        )}
        {isBusy && <p className="jp-nb2pipe-note">{trans.__('Converting…')}</p>}
        {answer?.kind === 'refusal' && (
          <Refused refusal={answer} trans={trans} onJump={props.onJump} />
        )}
      </div>
      {preview && <Contents preview={preview} trans={trans} onJump={props.onJump} />}
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
    </div>
  );
}

interface IFormState {
  name: string;
  directory: string;
  force?: boolean;
}

/** What the user typed; what they left empty is the server's to choose. */
function requestOf(path: string, { name, directory, force = false }: IFormState): ExportRequest {
  return { path, name: name || null, directory: directory || null, force };
}

/** The preview of what is typed, asked for again some time after the last key. */
function usePreview(
  { path, preview }: IExportFormProps,
  { name, directory }: IFormState
): [IAsked, (asked: IAsked) => void] {
  const [asked, setAsked] = useState<IAsked>({ isBusy: true });
  useEffect(() => {
    let isCurrent = true;
    const show = (found: IAsked) => isCurrent && setAsked(found);
    setAsked(before => ({ ...before, isBusy: true }));
    const ask = () =>
      preview(requestOf(path, { name, directory })).then(
        answer => show({ answer, isBusy: false }),
        error => show({ problem: messageOf(error), isBusy: false })
      );
    const timer = setTimeout(() => void ask(), name || directory ? PAUSE : 0);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [path, preview, name, directory]);
  return [asked, setAsked];
}

interface ITextFieldProps {
  label: string;
  value: string;
  /** What an empty field means. */
  usual?: string;
  onChange(text: string): void;
}

function TextField({ label, value, usual = '', onChange }: ITextFieldProps): JSX.Element {
  return (
    <label>
      {label}
      <input
        type="text"
        className="jp-mod-styled"
        value={value}
        placeholder={usual}
        onChange={event => onChange(event.target.value)}
      />
    </label>
  );
}

interface IContentsProps extends Pick<IExportFormProps, 'trans' | 'onJump'> {
  preview: Preview;
}

/** What would be exported. */
function Contents({ preview, trans, onJump }: IContentsProps): JSX.Element {
  const { differences, findings, files } = preview;
  return (
    <>
      <p className="jp-nb2pipe-note" role="status">
        {versionText(preview, trans)}
        {' · '}
        {trans.__('Steps: %1', preview.steps.map(step => step.name).join(', ') || '–')}
        {' · '}
        {trans.__('Parameters: %1', preview.parameters.join(', ') || '–')}
      </p>
      {differences.length > 0 && (
        <section>
          <h3>{trans.__('What changes')}</h3>
          <ul className="jp-nb2pipe-list">
            {differences.map(difference => (
              <li key={difference}>
                <Quoted text={difference} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {findings.length > 0 && (
        <section>
          <h3>{trans.__('Notices')}</h3>
          <Notices findings={findings} trans={trans} onJump={onJump} />
        </section>
      )}
      <PreviewedFiles files={files} trans={trans} />
    </>
  );
}

function versionText(
  { version, previous_version, bump }: Preview,
  trans: TranslationBundle
): string {
  if (previous_version === null) {
    return trans.__('Version %1', version);
  }
  return bump === null
    ? trans.__('Version %1, as before', version)
    : trans.__('Version %1 after %2 (%3)', version, previous_version, bumpName(bump, trans));
}

function bumpName(bump: NonNullable<Preview['bump']>, trans: TranslationBundle): string {
  const names = {
    major: trans.__('major'),
    minor: trans.__('minor'),
    patch: trans.__('patch')
  };
  return names[bump];
}
