/** A sign from our icons. */

import type { LabIcon } from '@jupyterlab/ui-components';

/** Decoration beside a text unless it has a label of its own. */
export function Sign({ icon, label }: { icon: LabIcon; label?: string }): JSX.Element {
  return (
    <span
      className="jp-nb2pipe-sign"
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
      title={label}
    >
      <icon.react tag={null} />
    </span>
  );
}
