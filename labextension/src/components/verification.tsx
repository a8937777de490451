/** What a verification found: every value at every step's end. */

import type { TranslationBundle } from '@jupyterlab/translation';

import { stateIcons, severityIcons } from '../icons';
import type { CheckedVariable, Verification } from '../wire';
import { Sign } from './sign';
import { Table } from './table';

interface IVerificationProps {
  verification: Verification;
  trans: TranslationBundle;
}

export function VerificationTable({ verification, trans }: IVerificationProps): JSX.Element {
  const { equivalent, variables, pinned } = verification;
  return (
    <div className="jp-nb2pipe-Verification">
      <p className="jp-nb2pipe-note">
        <Sign icon={equivalent ? stateIcons.succeeded : stateIcons.failed} />{' '}
        {equivalent
          ? trans.__('The package computes what the notebook computes.')
          : trans.__('The package computes something else.')}
      </p>
      {pinned.length > 0 && (
        <p className="jp-nb2pipe-note">
          {trans.__('Not seeded by the notebook, both got the same numbers: %1', pinned.join(', '))}
        </p>
      )}
      <Table
        label={trans.__('Compared values')}
        columns={[trans.__('Step'), trans.__('Value'), trans.__('Result')]}
      >
        {variables.map(variable => (
          <Row key={`${variable.step} ${variable.name}`} variable={variable} trans={trans} />
        ))}
      </Table>
    </div>
  );
}

interface IRowProps {
  variable: CheckedVariable;
  trans: TranslationBundle;
}

function Row({ variable: { step, name, status, detail }, trans }: IRowProps): JSX.Element {
  return (
    <tr data-status={status}>
      <td>{step}</td>
      <td>
        <code>{name}</code>
      </td>
      <td>
        <Sign icon={statusIcon(status)} /> {statusName(status, trans)}
        {detail && <div className="jp-nb2pipe-table-detail">{detail}</div>}
      </td>
    </tr>
  );
}

function statusIcon(status: CheckedVariable['status']): typeof stateIcons.failed {
  switch (status) {
    case 'equal':
      return stateIcons.succeeded;
    case 'different':
    case 'missing':
      return stateIcons.failed;
    case 'nondeterministic':
    case 'uncomparable':
      return severityIcons.warning;
  }
}

function statusName(status: CheckedVariable['status'], trans: TranslationBundle): string {
  const names: Record<CheckedVariable['status'], string> = {
    equal: trans.__('equal'),
    different: trans.__('different'),
    missing: trans.__('missing'),
    nondeterministic: trans.__('nondeterministic in the notebook itself'),
    uncomparable: trans.__('cannot be compared')
  };
  return names[status];
}
