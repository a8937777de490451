/** A side panel whose sections fold. */

import { SidePanel } from '@jupyterlab/ui-components';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { AccordionPanel, Widget } from '@lumino/widgets';

import { pipelineIcon } from '../icons';
import type { IWorkbench } from '../tokens';

interface IWorkbenchOptions {
  trans: TranslationBundle;
  open(id: string): void;
}

export class Workbench extends SidePanel implements IWorkbench {
  constructor(private readonly _options: IWorkbenchOptions) {
    super();
    this.id = 'nb2pipe-workbench';
    this.addClass('jp-nb2pipe-Workbench');
    this.title.caption = _options.trans.__('Pipeline');
    this.title.icon = pipelineIcon;
    this.node.setAttribute('role', 'region');
    this.node.setAttribute('aria-label', _options.trans.__('Pipeline'));
  }

  addSection(section: Widget, { rank, isOpen }: { rank: number; isOpen: boolean }): void {
    const place = this._ranks.filter(other => other <= rank).length;
    this._ranks.splice(place, 0, rank);
    this.insertWidget(place, section);
    if (!isOpen) {
      (this.content as AccordionPanel).collapse(place);
    }
  }

  reveal(section?: Widget): void {
    this._options.open(this.id);
    if (section && section.isHidden) {
      this._makeRoom();
      (this.content as AccordionPanel).expand(this.widgets.indexOf(section));
    }
  }

  /** Fold everything but the first section: two are as many as can be read. */
  private _makeRoom(): void {
    this.widgets.forEach(
      (_, place) => place > 0 && (this.content as AccordionPanel).collapse(place)
    );
  }

  private _ranks: number[] = [];
}
