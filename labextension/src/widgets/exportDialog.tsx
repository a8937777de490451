/** The dialog in which a notebook is exported. */

import { Dialog } from '@jupyterlab/apputils';
import { ReactWidget } from '@jupyterlab/ui-components';

import { ExportForm, type IExportFormProps, type IOffer } from '../components/exportForm';
import type { ExportAnswer, ExportRequest } from '../wire';
import { namedDialog } from './namedDialog';

interface IExportDialogOptions extends Omit<IExportFormProps, 'onOffer'> {
  /** Given an export whose dialog has been closed before it was done. */
  onLate(work: Promise<ExportAnswer>): void;
}

/** Open the dialog; actions that lead elsewhere close it. */
export function openExportDialog(props: IExportDialogOptions): void {
  const leave =
    <Given extends unknown[]>(action: (...given: Given) => void) =>
    (...given: Given) => {
      dialog.resolve();
      action(...given);
    };
  const exportPackage = (request: ExportRequest) => {
    const work = props.exportPackage(request);
    const tell = () => dialog.isDisposed && props.onLate(work);
    work.then(tell, tell);
    return work;
  };
  let offer: IOffer | null = null;
  const body = ReactWidget.create(
    <ExportForm
      {...props}
      exportPackage={exportPackage}
      onOpen={leave(props.onOpen)}
      onVerify={leave(props.onVerify)}
      onJump={leave(props.onJump)}
      onOffer={newest => {
        offer = newest;
        showOffer(actOf(dialog), newest);
      }}
    />
  );
  body.addClass('jp-nb2pipe-ExportBody');
  const dialog = namedDialog(props.trans.__('Export as a Python Package'), {
    body,
    buttons: [
      Dialog.cancelButton({ label: props.trans.__('Close') }),
      Dialog.okButton({ label: props.trans.__('Export') })
    ],
    focusNodeSelector: 'input'
  });
  dialog.addClass('jp-nb2pipe-ExportDialog');
  keepOpen(dialog, () => offer?.isEnabled && offer.act());
  void dialog.launch();
}

/** Let the dialog's button act instead of closing the dialog, which listens in the same way and is asked later. */
function keepOpen(dialog: Dialog<unknown>, act: () => void): void {
  dialog.node.addEventListener(
    'click',
    event => {
      if (actOf(dialog).contains(event.target as Node)) {
        event.stopImmediatePropagation();
        act();
      }
    },
    true
  );
  // Enter in a field belongs to the form; the dialog would take it for its button.
  dialog.node.addEventListener(
    'keydown',
    event => {
      if (event.key === 'Enter') {
        event.stopImmediatePropagation();
      } else if (event.key === 'Tab') {
        turnAtEnds(dialog, event);
      }
    },
    true
  );
}

/** Keep the Tab key inside; what the dialog takes for its first field was there before the form was. */
function turnAtEnds(dialog: Dialog<unknown>, event: KeyboardEvent): void {
  const [first, last] = [dialog.node.querySelector('input'), actOf(dialog)];
  const [end, other] = event.shiftKey ? [first, last] : [last, first];
  if (document.activeElement === end && other) {
    event.preventDefault();
    event.stopImmediatePropagation();
    other.focus();
  }
}

/** The button stays in reach of the Tab key while it can do nothing, so that the dialog keeps the focus inside. */
function showOffer(button: HTMLElement, { label, isEnabled }: IOffer): void {
  button.setAttribute('aria-disabled', String(!isEnabled));
  button.setAttribute('aria-label', label);
  button.querySelector('.jp-Dialog-buttonLabel')!.textContent = label;
}

function actOf(dialog: Dialog<unknown>): HTMLElement {
  return dialog.node.querySelector<HTMLElement>('.jp-Dialog-button.jp-mod-accept')!;
}
