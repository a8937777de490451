/** A section that tells when it can be seen, so that nothing is asked for nobody. */

import type { Message } from '@lumino/messaging';

import { Section, type ISectionOptions } from './section';

interface IPipelineSectionOptions extends ISectionOptions {
  onVisible(isVisible: boolean): void;
}

export class PipelineSection extends Section {
  constructor(private readonly _own: IPipelineSectionOptions) {
    super(_own);
  }

  protected onAfterShow(message: Message): void {
    super.onAfterShow(message);
    this._own.onVisible(true);
  }

  protected onAfterAttach(message: Message): void {
    super.onAfterAttach(message);
    this._own.onVisible(this.isVisible);
  }

  protected onAfterHide(message: Message): void {
    super.onAfterHide(message);
    this._own.onVisible(false);
  }
}
