/** A section of the panel: a React component that follows a signal. */

import type { Message } from '@lumino/messaging';
import { ReactWidget } from '@jupyterlab/ui-components';
import { Signal, type ISignal } from '@lumino/signaling';

export interface ISectionOptions {
  id: string;
  title: string;
  /** When to draw again: whenever one of them says so. */
  signals: readonly ISignal<unknown, unknown>[];
  draw(): JSX.Element;
  /** Told when somebody begins or ceases to see the section, so that nothing is asked for nobody. */
  onVisible?(isVisible: boolean): void;
}

export class Section extends ReactWidget {
  constructor(private readonly _options: ISectionOptions) {
    super();
    this.id = `nb2pipe-section-${_options.id}`;
    this.title.label = _options.title;
    this.addClass('jp-nb2pipe-Section');
    _options.signals.forEach(signal => signal.connect(() => this.update(), this));
  }

  /** What nobody sees is drawn when somebody does. */
  protected onUpdateRequest(message: Message): void {
    if (this.isVisible) {
      super.onUpdateRequest(message);
    }
  }

  protected onAfterShow(message: Message): void {
    super.onAfterShow(message);
    this._options.onVisible?.(this.isVisible);
    this.update();
  }

  protected onAfterAttach(message: Message): void {
    super.onAfterAttach(message);
    this._options.onVisible?.(this.isVisible);
  }

  protected onAfterHide(message: Message): void {
    super.onAfterHide(message);
    this._options.onVisible?.(false);
  }

  dispose(): void {
    Signal.clearData(this);
    super.dispose();
  }

  protected render(): JSX.Element {
    return this._options.draw();
  }
}
