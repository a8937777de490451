/** The graph of the notebook that is looked at. */

import { Signal, type ISignal } from '@lumino/signaling';

import type { GraphAnswer, GraphRequest } from '../wire';
import type { Analyses } from './analyses';
import { messageOf } from './errors';
import { liveNotebook } from './liveNotebook';

interface IPipelineOptions {
  analyses: Analyses;
  graph(request: GraphRequest): Promise<GraphAnswer>;
}

export class Pipeline {
  constructor(private readonly _options: IPipelineOptions) {
    _options.analyses.currentChanged.connect(() => void this._update());
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** The newest graph of the current notebook; null before the first. */
  get graph(): GraphAnswer | null {
    return this._graph;
  }

  get problem(): string | null {
    return this._problem;
  }

  /** Ask only while somebody can see the answer. */
  setVisible(isVisible: boolean): void {
    this._isVisible = isVisible;
    void this._update();
  }

  private async _update(): Promise<void> {
    const analysis = this._options.analyses.current;
    if (!this._isVisible || !analysis?.checked) {
      this._asked = null;
      this._show(analysis?.checked ? this._graph : null, null);
      return;
    }
    if (analysis.checked === this._asked) {
      return;
    }
    const asked = (this._asked = analysis.checked);
    try {
      const graph = await this._options.graph({
        notebook: liveNotebook(analysis.model, analysis.path)
      });
      asked === this._asked && this._show(graph, null);
    } catch (error) {
      if (asked === this._asked) {
        this._asked = null;
        this._show(null, messageOf(error));
      }
    }
  }

  private _show(graph: GraphAnswer | null, problem: string | null): void {
    if (graph !== this._graph || problem !== this._problem) {
      this._graph = graph;
      this._problem = problem;
      this._changed.emit();
    }
  }

  private _changed = new Signal<this, void>(this);
  private _graph: GraphAnswer | null = null;
  private _problem: string | null = null;
  private _asked: object | null = null;
  private _isVisible = false;
}
