/** Tells when elements come near to what is seen, so that the many others of a large notebook cost nothing. */

import type { IDisposable } from '@lumino/disposable';

/** Half a screen away. */
const NEAR = '50%';

export class Nearness implements IDisposable {
  constructor() {
    // Browsers that do not know `scrollMargin` tell it as soon as the element is seen.
    const margins = { rootMargin: NEAR, scrollMargin: NEAR };
    this._observer = new IntersectionObserver(entries => this._onEntries(entries), margins);
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /** Call once when an element is near; another call for the same element replaces the first. */
  when(element: Element, call: () => void): void {
    this._calls.set(element, call);
    this._observer.observe(element);
  }

  forget(element: Element): void {
    this._calls.delete(element);
    this._observer.unobserve(element);
  }

  dispose(): void {
    this._isDisposed = true;
    this._observer.disconnect();
  }

  private _onEntries(entries: readonly IntersectionObserverEntry[]): void {
    for (const { isIntersecting, target } of entries) {
      const call = this._calls.get(target);
      if (isIntersecting && call) {
        this.forget(target);
        call();
      }
    }
  }

  private _isDisposed = false;
  private readonly _observer: IntersectionObserver;
  private readonly _calls = new WeakMap<Element, () => void>();
}
