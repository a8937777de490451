/** Two runs side by side. */

import type { TranslationBundle } from '@jupyterlab/translation';

import type { CompareAnswer, Compared } from '../wire';
import { metricText } from './jobItem';
import { Table } from './table';

interface IComparisonProps {
  comparison: CompareAnswer;
  trans: TranslationBundle;
  onClose(): void;
}

export function Comparison({ comparison, trans, onClose }: IComparisonProps): JSX.Element {
  const rows = [...comparison.parameters, ...comparison.metrics, ...comparison.seconds];
  return (
    <section aria-label={trans.__('Comparison')}>
      <Table
        label={trans.__('Two runs side by side')}
        columns={[trans.__('Value'), trans.__('First'), trans.__('Second'), trans.__('Difference')]}
      >
        {rows.map((row, i) => (
          <Row key={i} row={row} />
        ))}
      </Table>
      <button type="button" className="jp-nb2pipe-Button" onClick={onClose}>
        {trans.__('Close the comparison')}
      </button>
    </section>
  );
}

function Row({ row }: { row: Compared }): JSX.Element {
  const text = (value: unknown) =>
    value === null || value === undefined ? '–' : metricText(value);
  const difference = row.difference === null ? (row.equal ? '=' : '≠') : signed(row.difference);
  return (
    <tr data-equal={row.equal}>
      <td>{row.step ? `${row.step} · ${row.name}` : row.name}</td>
      <td>{text(row.left)}</td>
      <td>{text(row.right)}</td>
      <td>{difference}</td>
    </tr>
  );
}

function signed(difference: number): string {
  return difference === 0 ? '=' : `${difference > 0 ? '+' : ''}${metricText(difference)}`;
}
