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

interface ISectionPlace {
  rank: number;
  isOpen: boolean;
}

interface IKnownSection extends ISectionPlace {
  section: Widget;
}

export class Workbench extends SidePanel implements IWorkbench {
  constructor(private readonly _options: IWorkbenchOptions) {
    super();
    this.id = 'nb2pipe-workbench';
    this.addClass('jp-nb2pipe-Workbench');
    this.title.caption = _options.trans.__('Pipeline');
    this.title.icon = pipelineIcon;
    this._accordion.expansionToggled.connect(() => this._share());
    this.node.setAttribute('role', 'region');
    this.node.setAttribute('aria-label', _options.trans.__('Pipeline'));
  }

  /** Later sections are added again, because the order in the document is the order for the Tab key. */
  addSection(section: Widget, { rank, isOpen }: ISectionPlace): void {
    this._sections.push({ section, rank, isOpen });
    this._sections.sort((a, b) => a.rank - b.rank);
    const place = this._sections.findIndex(known => known.section === section);
    const others = this._sections.slice(place + 1);
    others.forEach(other => (other.section.parent = null));
    [this._sections[place], ...others].forEach(each => this._append(each));
  }

  reveal(section?: Widget): void {
    this._options.open(this.id);
    if (section?.isHidden) {
      // Two sections are as many as can be read.
      this.widgets.slice(1).forEach((_, i) => this._accordion.collapse(i + 1));
      this._accordion.expand(this.widgets.indexOf(section));
    }
  }

  private get _accordion(): AccordionPanel {
    return this.content as AccordionPanel;
  }

  private _append({ section, isOpen }: IKnownSection): void {
    section.show();
    this.addWidget(section);
    if (!isOpen) {
      this._accordion.collapse(this.widgets.indexOf(section));
    }
  }

  /** A section that was folded before it had a size would stay without one. */
  private _share(): void {
    requestAnimationFrame(() => {
      if (!this.isDisposed) {
        this._accordion.setRelativeSizes(this.widgets.map(section => (section.isHidden ? 0 : 1)));
      }
    });
  }

  private _sections: IKnownSection[] = [];
}
