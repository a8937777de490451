/** The form in which a run is started: what the user typed, and whether it can be a value. */

import type { Parameter } from '../wire';

/** Name -> text; a parameter that is not in it keeps its default. */
export type FormValues = Readonly<Record<string, string>>;

/** What is wrong with a text for a parameter. */
export type FormProblem = 'integer' | 'number' | 'empty';

/** The text with which the field starts. */
export function initialText({ field, value, default: source }: Parameter): string {
  if (field === 'boolean') {
    return value === true ? 'True' : 'False';
  }
  if (field === 'text') {
    return source;
  }
  return value === null || value === undefined ? (source === 'None' ? '' : source) : String(value);
}

/** What is wrong; null if nothing is. The server has the last word. */
export function problemOf(parameter: Parameter, text: string): FormProblem | null {
  const { field, optional } = parameter;
  const trimmed = text.trim();
  if (trimmed === '') {
    return optional || field === 'string' || initialText(parameter) === '' ? null : 'empty';
  }
  if (field === 'integer' && !/^[+-]?\d[\d_]*$/.test(trimmed)) {
    return 'integer';
  }
  if (
    field === 'number' &&
    !/^[+-]?(inf|nan|((\d[\d_]*\.?\d*|\.\d+)(e[+-]?\d+)?))$/i.test(trimmed)
  ) {
    return 'number';
  }
  return null;
}

/** The values that differ from the defaults, as the server takes them. */
export function changedValues(
  parameters: readonly Parameter[],
  values: FormValues
): Record<string, string> {
  const changed: Record<string, string> = {};
  for (const parameter of parameters) {
    const text = values[parameter.name];
    if (text !== undefined && text !== initialText(parameter)) {
      changed[parameter.name] = text.trim() === '' && parameter.optional ? 'None' : text;
    }
  }
  return changed;
}
