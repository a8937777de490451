/** Two runs side by side. */

import type { TranslationBundle } from '@jupyterlab/translation';

import { startText } from '../models/durations';
import type { CompareAnswer, Compared, Job } from '../wire';
import { metricText } from './jobItem';
import { Table } from './table';

/** Two runs, and what is the same in them. */
export interface ICompared {
  left: Job;
  right: Job;
  answer: CompareAnswer;
}

interface IComparisonProps extends ICompared {
  trans: TranslationBundle;
  onClose(): void;
}

export function Comparison(props: IComparisonProps): JSX.Element {
  const { answer, left, right, trans, onClose } = props;
  const rows = [...answer.parameters, ...answer.metrics, ...answer.seconds];
  const [first, second] = [left, right].map(job => startText(job.started, new Date()));
  return (
    <section aria-label={trans.__('Comparison')}>
      <Table
        label={trans.__('Two runs side by side')}
        columns={[trans.__('Value'), first, second, trans.__('Difference')]}
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
