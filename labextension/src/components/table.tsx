/** A table that scrolls by keyboard as well. */

import type { ReactNode } from 'react';

interface ITableProps {
  label: string;
  columns: readonly string[];
  children: ReactNode;
}

export function Table({ label, columns, children }: ITableProps): JSX.Element {
  return (
    <div className="jp-nb2pipe-scroll" tabIndex={0} role="region" aria-label={label}>
      <table className="jp-nb2pipe-table">
        <thead>
          <tr>
            {columns.map((column, i) => (
              <th key={i} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
