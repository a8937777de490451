/** What a verification found: every value at every step's end. */

import type { TranslationBundle } from '@jupyterlab/translation';

import { stateIcons, severityIcons } from '../icons';
import type { CheckedVariable, Verification } from '../wire';
import { Sign } from './sign';

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
      <div
        className="jp-nb2pipe-scroll"
        tabIndex={0}
        role="region"
        aria-label={trans.__('Compared values')}
      >
        <table className="jp-nb2pipe-table">
          <thead>
            <tr>
              <th scope="col">{trans.__('Step')}</th>
              <th scope="col">{trans.__('Value')}</th>
              <th scope="col">{trans.__('Result')}</th>
            </tr>
          </thead>
          <tbody>
            {variables.map(variable => (
              <tr key={`${variable.step} ${variable.name}`} data-status={variable.status}>
                <td>{variable.step}</td>
                <td>
                  <code>{variable.name}</code>
                </td>
                <td>
                  <Sign icon={statusIcon(variable.status)} /> {statusName(variable.status, trans)}
                  {variable.detail && (
                    <div className="jp-nb2pipe-table-detail">{variable.detail}</div>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function statusIcon(status: CheckedVariable['status']): typeof stateIcons.failed {
  switch (status) {
    case 'equal':
      return stateIcons.succeeded;
    case 'different':
    case 'missing':
      return stateIcons.failed;
    default:
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
