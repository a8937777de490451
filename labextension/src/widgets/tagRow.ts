/** The quiet row above a cell that says which step it belongs to. */

import type { TranslationBundle } from '@jupyterlab/translation';
import type { LabIcon } from '@jupyterlab/ui-components';
import { Widget } from '@lumino/widgets';

import { roleIcons, severityIcons } from '../icons';
import type { ISuggestion } from '../models/suggestions';
import { parseTag, type ICellRole, type IRoleTag } from '../models/tags';
import { tagName } from '../roleNames';

/** What the row shows. */
export interface ITagRowState {
  role: ICellRole;
  suggestion?: ISuggestion;
}

/** What the row asks for. */
export interface ITagRowActions {
  openMenu(anchor: DOMRect): void;
  accept(): void;
  dismiss(): void;
}

/** Plain DOM rather than React: a notebook may have thousands of these. */
export class TagRow extends Widget {
  constructor(
    private readonly _trans: TranslationBundle,
    private readonly _actions: ITagRowActions
  ) {
    super();
    this.addClass('jp-nb2pipe-TagRow');
  }

  render(state: ITagRowState): void {
    const { roles, unknown } = state.role;
    const isTagged = roles.length + unknown.length > 0;
    this.node.dataset.role = roles.length === 1 ? roles[0].role : isTagged ? 'problem' : 'ghost';
    const parts: HTMLElement[] = isTagged ? [this._tagButton(state.role)] : [];
    const problem = this._problem(state.role);
    if (problem) {
      parts.push(this._sentence('jp-nb2pipe-TagRow-problem', problem, severityIcons.error));
    }
    if (state.suggestion && !isTagged) {
      parts.push(...this._ghost(state.suggestion));
    }
    this.node.replaceChildren(...parts);
  }

  private _tagButton({ roles, unknown }: ICellRole): HTMLElement {
    const names = [...roles.map(role => tagName(role, this._trans)), ...unknown];
    const button = this._button('jp-nb2pipe-TagRow-tag', names.join(' + '), () =>
      this._actions.openMenu(button.getBoundingClientRect())
    );
    button.setAttribute('aria-haspopup', 'menu');
    button.setAttribute('aria-label', this._trans.__('Step: %1. Change…', names.join(', ')));
    roles.forEach((role, i) => button.insertBefore(roleSign(role), button.childNodes[i]));
    return button;
  }

  private _problem({ roles, unknown }: ICellRole): string | null {
    if (roles.length > 1) {
      return this._trans.__('A cell belongs to one step: choose one of these tags');
    }
    return unknown.length > 0 ? this._trans.__('This tag names no step: choose one') : null;
  }

  private _ghost({ tag, reason }: ISuggestion): HTMLElement[] {
    const role = parseTag(tag);
    const name = role ? tagName(role, this._trans) : tag;
    const text = this._sentence(
      'jp-nb2pipe-TagRow-ghost',
      this._trans.__('%1?', name),
      role && roleIcons[role.role]
    );
    return [
      text,
      this._sentence('jp-nb2pipe-TagRow-reason', reason),
      this._button('jp-nb2pipe-TagRow-accept', this._trans.__('Accept'), () =>
        this._actions.accept()
      ),
      this._button('jp-nb2pipe-TagRow-dismiss', this._trans.__('Dismiss'), () =>
        this._actions.dismiss()
      )
    ];
  }

  private _sentence(className: string, text: string, icon?: LabIcon | null): HTMLElement {
    const element = document.createElement('span');
    element.className = className;
    element.textContent = text;
    if (icon) {
      element.prepend(icon.element({ tag: 'span', className: 'jp-nb2pipe-sign' }));
    }
    return element;
  }

  private _button(className: string, text: string, onClick: () => void): HTMLButtonElement {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = `jp-nb2pipe-TagRow-button ${className}`;
    button.append(text);
    button.addEventListener('click', onClick);
    return button;
  }
}

function roleSign({ role }: IRoleTag): HTMLElement {
  return roleIcons[role].element({ tag: 'span', className: 'jp-nb2pipe-sign' });
}
