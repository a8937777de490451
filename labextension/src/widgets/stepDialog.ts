/** Asks for the kind and the name of a step. */

import { Dialog } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import { Widget } from '@lumino/widgets';

import { KINDS, stepTag, toStepName, type StepKind } from '../models/tags';
import { roleName } from '../roleNames';
import { namedDialog } from './namedDialog';

/** The tag of the step that the user names; null if they do not want to. */
export async function askForStep(kind: StepKind, trans: TranslationBundle): Promise<string | null> {
  const dialog = namedDialog(trans.__('New Step'), {
    body: new StepForm(kind, trans),
    focusNodeSelector: 'input',
    buttons: [Dialog.cancelButton(), Dialog.okButton({ label: trans.__('Tag') })]
  });
  const answer = await dialog.launch();
  return answer.button.accept ? answer.value : null;
}

class StepForm extends Widget implements Dialog.IBodyWidget<string> {
  constructor(kind: StepKind, trans: TranslationBundle) {
    super();
    this.addClass('jp-nb2pipe-StepForm');
    for (const value of KINDS) {
      this._kind.add(new Option(roleName(value, trans), value, false, value === kind));
    }
    this._name.placeholder = trans.__('such as baseline; may be empty');
    this._name.addEventListener('input', () => this._preview());
    this._kind.addEventListener('change', () => this._preview());
    this._tag.setAttribute('aria-live', 'polite');
    this.node.append(
      label(trans.__('Kind'), this._kind),
      label(trans.__('Name'), this._name),
      this._tag
    );
    this._preview();
  }

  getValue(): string {
    return stepTag(this._kind.value as StepKind, toStepName(this._name.value) || null);
  }

  private _preview(): void {
    this._tag.textContent = this.getValue();
  }

  private _kind = document.createElement('select');
  private _name = document.createElement('input');
  private _tag = document.createElement('output');
}

function label(text: string, control: HTMLElement): HTMLElement {
  const element = document.createElement('label');
  element.append(text, control);
  return element;
}
