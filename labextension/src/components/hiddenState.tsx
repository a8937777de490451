/** What the notebook hides: cells run in another order, values that are no longer what the notebook says. */

import type { TranslationBundle } from '@jupyterlab/translation';

import { hiddenState, isHiding } from '../models/hiddenState';
import type { CellState, Checked, Conflict } from '../wire';
import { cellName } from './cellName';

interface IHiddenStateProps {
  checked: Checked;
  /** True if a cell has the number of a run. */
  wasRun: boolean;
  trans: TranslationBundle;
  onJump(cell: string): void;
}

export function HiddenState({ checked, wasRun, trans, onJump }: IHiddenStateProps): JSX.Element {
  const state = hiddenState(checked);
  const order = checked.cells.map(cell => cell.id);
  const link = (cell: string) => (
    <button key={cell} type="button" className="jp-nb2pipe-Link" onClick={() => onJump(cell)}>
      {cellName(cell, order, trans)}
    </button>
  );
  if (!isHiding(state)) {
    return (
      <p className="jp-nb2pipe-note">
        {wasRun
          ? trans.__('Read from top to bottom, the notebook is what was run.')
          : trans.__('No cell has been run yet.')}
      </p>
    );
  }
  return (
    <div className="jp-nb2pipe-HiddenState">
      {state.outdated.length > 0 && (
        <section>
          <h3>{trans.__('Not what the notebook says, in this session')}</h3>
          <ul className="jp-nb2pipe-list">
            {state.outdated.map(cell => (
              <li key={cell.cell}>
                {link(cell.cell)} {stateReason(cell, trans)} {cell.because.map(link)}
              </li>
            ))}
          </ul>
        </section>
      )}
      {state.recordedOrder.length > 0 && (
        <section>
          <h3>{trans.__('Order in which the saved results were made')}</h3>
          <ol className="jp-nb2pipe-order">
            {state.recordedOrder.map(cell => (
              <li key={cell}>{link(cell)}</li>
            ))}
          </ol>
        </section>
      )}
      {state.conflicts.length > 0 && (
        <section>
          <h3>{trans.__('Values that came from elsewhere')}</h3>
          <ul className="jp-nb2pipe-list">
            {state.conflicts.map(conflict => (
              <li key={`${conflict.cell} ${conflict.name}`}>
                {link(conflict.cell)} <ConflictText conflict={conflict} trans={trans} link={link} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

interface IConflictProps {
  conflict: Conflict;
  trans: TranslationBundle;
  link(cell: string): JSX.Element;
}

function ConflictText({ conflict, trans, link }: IConflictProps): JSX.Element {
  const { name, recorded, document } = conflict;
  return (
    <>
      <code>{name}</code> {trans.__('came from')}{' '}
      {recorded.length > 0 ? recorded.map(link) : trans.__('a lost cell')}
      {'; '}
      {trans.__('in the document from')}{' '}
      {document.length > 0 ? document.map(link) : trans.__('nowhere')}
    </>
  );
}

function stateReason({ state, because }: CellState, trans: TranslationBundle): string {
  if (state === 'edited') {
    return trans.__('was edited after it ran.');
  }
  return because.length > 0 ? trans.__('is stale because of') : trans.__('is stale.');
}
