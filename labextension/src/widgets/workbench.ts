/** A side panel whose sections fold. */

import { SidePanel } from '@jupyterlab/ui-components';
import type { TranslationBundle } from '@jupyterlab/translation';
import { AccordionPanel, type Widget } from '@lumino/widgets';

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

  addSection(section: Widget, rank: number): void {
    const place = this._ranks.filter(other => other <= rank).length;
    this._ranks.splice(place, 0, rank);
    this.insertWidget(place, section);
  }

  reveal(section?: Widget): void {
    this._options.open(this.id);
    const place = section ? this.widgets.indexOf(section) : -1;
    if (place >= 0 && this.content instanceof AccordionPanel) {
      this.content.expand(place);
    }
  }

  private _ranks: number[] = [];
}
