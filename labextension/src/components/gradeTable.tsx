/** The rules, and for each of them the severity that its findings get. */

import type { TranslationBundle } from '@jupyterlab/translation';
import { useState } from 'react';

import { gradeOf, withGrade, type Grades } from '../models/grades';
import { isFound } from '../models/search';
import type { Grade, Rule } from '../wire';
import { Quoted } from './quoted';
import { SearchField } from './searchField';
import { severityName } from './severities';
import { Table } from './table';

export interface IGradeTableProps {
  rules: readonly Rule[];
  grades: Grades;
  trans: TranslationBundle;
  onChange(grades: Grades): void;
}

const GRADES: readonly Grade[] = ['error', 'warning', 'info', 'off'];

export function GradeTable({ rules, grades, trans, onChange }: IGradeTableProps): JSX.Element {
  const [text, setText] = useState('');
  const isWanted = ({ code, name, summary }: Rule) => isFound(text, [code, name, summary]);
  return (
    <div className="jp-nb2pipe-Grades">
      <SearchField label={trans.__('Filter rules')} text={text} trans={trans} onChange={setText} />
      <Table label={trans.__('Rules')} columns={[trans.__('Rule'), trans.__('Severity')]}>
        {rules.filter(isWanted).map(rule => (
          <tr key={rule.code}>
            <td>
              <strong>{rule.code}</strong> {rule.name}
              <span className="jp-nb2pipe-Grades-summary">
                <Quoted text={rule.summary} />
              </span>
            </td>
            <td>
              <GradeChoice
                rule={rule}
                grades={grades}
                trans={trans}
                onChange={grade => onChange(withGrade(rule, grade, grades))}
              />
            </td>
          </tr>
        ))}
      </Table>
    </div>
  );
}

interface IGradeChoiceProps {
  rule: Rule;
  grades: Grades;
  trans: TranslationBundle;
  onChange(grade: Grade | null): void;
}

function GradeChoice({ rule, grades, trans, onChange }: IGradeChoiceProps): JSX.Element {
  const found = gradeOf(rule, grades);
  const isOwn = found?.selector === rule.code || found?.selector === rule.name;
  const inherited = isOwn ? gradeOf(rule, withGrade(rule, null, grades)) : found;
  return (
    <select
      className="jp-mod-styled"
      aria-label={trans.__('Severity of %1', rule.code)}
      value={isOwn ? found.grade : ''}
      onChange={event => onChange((event.target.value || null) as Grade | null)}
    >
      <option value="">
        {inherited
          ? trans.__('%1 (as %2)', gradeName(inherited.grade, trans), inherited.selector)
          : trans.__('%1 (as the rule says)', severityName(rule.severity, trans))}
      </option>
      {GRADES.map(grade => (
        <option key={grade} value={grade}>
          {gradeName(grade, trans)}
        </option>
      ))}
    </select>
  );
}

function gradeName(grade: Grade, trans: TranslationBundle): string {
  return grade === 'off' ? trans.__('Off') : severityName(grade, trans);
}
