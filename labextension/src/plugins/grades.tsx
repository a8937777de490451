/** In the settings editor, a table of the rules in the place of a bare mapping of names to severities. */

import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ITranslator, nullTranslator, type TranslationBundle } from '@jupyterlab/translation';
import { IFormRendererRegistry, type IFormRenderer } from '@jupyterlab/ui-components';
import { useEffect, useState } from 'react';

import type { Api } from '../api';
import { GradeTable } from '../components/gradeTable';
import { readCheckOptions } from '../models/checkOptions';
import { messageOf } from '../models/errors';
import { IApi } from '../tokens';
import type { Rule } from '../wire';

type Field = NonNullable<IFormRenderer['fieldRenderer']>;

export const gradesPlugin: JupyterFrontEndPlugin<void> = {
  id: 'nb2pipe:grades',
  description: 'Shows the severities of the rules in the settings editor.',
  autoStart: true,
  requires: [IApi, IFormRendererRegistry],
  optional: [ITranslator],
  activate: (
    _: JupyterFrontEnd,
    api: IApi,
    registry: IFormRendererRegistry,
    translator: ITranslator | null
  ) => {
    const trans = (translator ?? nullTranslator).load('nb2pipe');
    const fieldRenderer = createGradeField(api, trans);
    registry.addRenderer('nb2pipe:analysis.severity', { fieldRenderer });
  }
};

/** A field of the form; the server is asked for the rules when somebody looks at it. */
export function createGradeField(api: Api, trans: TranslationBundle): Field {
  return function GradeField({ schema, formData, onChange }) {
    const [rules, setRules] = useState<readonly Rule[]>([]);
    const [problem, setProblem] = useState('');
    useEffect(() => {
      api.rules().then(
        answer => setRules(answer.rules),
        (error: unknown) => setProblem(messageOf(error))
      );
    }, []);
    const { severity } = readCheckOptions({ severity: formData as unknown });
    return (
      <fieldset>
        <legend>{schema.title}</legend>
        <p className="field-description">{schema.description}</p>
        {problem && <p role="alert">{problem}</p>}
        <GradeTable rules={rules} grades={severity} trans={trans} onChange={onChange} />
      </fieldset>
    );
  };
}
