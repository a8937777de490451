/** Loads the jobs of the notebook that is looked at, as long as somebody sees what becomes of them. */

import type { Analyses } from './analyses';
import type { Jobs } from './jobs';

export class JobWatcher {
  constructor(
    private readonly _analyses: Analyses,
    private readonly _jobs: Jobs,
    private readonly _onLoaded: (path: string) => void = () => undefined
  ) {
    _analyses.currentChanged.connect(() => this._update());
  }

  setVisible(isVisible: boolean): void {
    this._isVisible = isVisible;
    this._update();
  }

  private _update(): void {
    const path = this._analyses.current?.path ?? null;
    if (this._isVisible && path !== this._watched) {
      this._watched = path;
      path !== null && void this._jobs.watch(path).then(() => this._onLoaded(path));
    }
  }

  private _isVisible = false;
  private _watched: string | null = null;
}
