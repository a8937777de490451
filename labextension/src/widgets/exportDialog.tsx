/** The dialog in which a notebook is exported. */

import { Dialog } from '@jupyterlab/apputils';
import { ReactWidget } from '@jupyterlab/ui-components';

import { ExportForm, type IExportFormProps } from '../components/exportForm';

/** Open the dialog; actions that lead elsewhere close it. */
export function openExportDialog(props: IExportFormProps): void {
  const leave =
    <Given extends unknown[]>(action: (...given: Given) => void) =>
    (...given: Given) => {
      dialog.resolve();
      action(...given);
    };
  const body = ReactWidget.create(
    <ExportForm
      {...props}
      onOpen={leave(props.onOpen)}
      onVerify={leave(props.onVerify)}
      onJump={leave(props.onJump)}
    />
  );
  body.addClass('jp-nb2pipe-ExportBody');
  const dialog = new Dialog({
    title: props.trans.__('Export as a Python Package'),
    body,
    buttons: [Dialog.cancelButton({ label: props.trans.__('Close') })],
    focusNodeSelector: 'input'
  });
  dialog.addClass('jp-nb2pipe-ExportDialog');
  // Enter in a field belongs to the form; the dialog would take it for its button.
  dialog.node.addEventListener(
    'keydown',
    event => {
      if (event.key === 'Enter') {
        event.stopImmediatePropagation();
      }
    },
    true
  );
  void dialog.launch();
}
