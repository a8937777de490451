/** Starts a run with other parameters, or a verification. */

import type { TranslationBundle } from '@jupyterlab/translation';
import { useState } from 'react';

import {
  changedValues,
  initialText,
  problemOf,
  type FormProblem,
  type FormValues
} from '../models/form';
import type { Parameter } from '../wire';

interface IRunFormProps {
  parameters: readonly Parameter[];
  isBusy: boolean;
  trans: TranslationBundle;
  onRun(values: Record<string, string>, withNotebook: boolean): void;
  onVerify(): void;
}

export function RunForm({
  parameters,
  isBusy,
  trans,
  onRun,
  onVerify
}: IRunFormProps): JSX.Element {
  const [values, setValues] = useState<FormValues>({});
  const [withNotebook, setWithNotebook] = useState(false);
  const textOf = (parameter: Parameter) => values[parameter.name] ?? initialText(parameter);
  const isValid = parameters.every(parameter => problemOf(parameter, textOf(parameter)) === null);
  return (
    <form
      className="jp-nb2pipe-RunForm"
      onSubmit={event => {
        event.preventDefault();
        onRun(changedValues(parameters, values), withNotebook);
      }}
    >
      {parameters.map(parameter => (
        <Field
          key={parameter.name}
          parameter={parameter}
          text={textOf(parameter)}
          trans={trans}
          onChange={text => setValues({ ...values, [parameter.name]: text })}
        />
      ))}
      <label className="jp-nb2pipe-RunForm-check">
        <input
          type="checkbox"
          checked={withNotebook}
          onChange={event => setWithNotebook(event.target.checked)}
        />
        {trans.__('Execute the run notebook as well')}
      </label>
      <div className="jp-nb2pipe-buttons">
        <button
          type="submit"
          className="jp-nb2pipe-Button jp-mod-primary"
          disabled={isBusy || !isValid}
        >
          {trans.__('Run')}
        </button>
        <button type="button" className="jp-nb2pipe-Button" disabled={isBusy} onClick={onVerify}>
          {trans.__('Verify')}
        </button>
      </div>
    </form>
  );
}

interface IFieldProps {
  parameter: Parameter;
  text: string;
  trans: TranslationBundle;
  onChange(text: string): void;
}

function Field({ parameter, text, trans, onChange }: IFieldProps): JSX.Element {
  const { name, annotation, comment, field, default: source } = parameter;
  const problem = problemOf(parameter, text);
  const id = `jp-nb2pipe-parameter-${name}`;
  return (
    <div className="jp-nb2pipe-Field">
      <label htmlFor={id}>
        {name} <span className="jp-nb2pipe-Field-type">{annotation}</span>
      </label>
      {field === 'boolean' ? (
        <input
          id={id}
          type="checkbox"
          checked={text === 'True'}
          onChange={event => onChange(event.target.checked ? 'True' : 'False')}
        />
      ) : (
        <input
          id={id}
          type="text"
          className="jp-mod-styled"
          inputMode={field === 'integer' ? 'numeric' : field === 'number' ? 'decimal' : undefined}
          value={text}
          placeholder={source}
          aria-invalid={problem !== null}
          aria-describedby={`${id}-note`}
          onChange={event => onChange(event.target.value)}
        />
      )}
      <div id={`${id}-note`} className="jp-nb2pipe-Field-note">
        {problem ? <span role="alert">{problemText(problem, trans)}</span> : comment}
      </div>
    </div>
  );
}

function problemText(problem: FormProblem, trans: TranslationBundle): string {
  const texts: Record<FormProblem, string> = {
    integer: trans.__('A whole number is needed.'),
    number: trans.__('A number is needed.'),
    empty: trans.__('A value is needed.')
  };
  return texts[problem];
}
