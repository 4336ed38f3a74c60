/** Reasons to publish that have come up and wait for the next pass: many saves become one pass. */
import { once } from 'node:events';

import type { Scope } from './publish-pass.ts';

export type PassReason = 'start' | 'schedule' | 'save' | 'embargo' | 'expiry' | 'act';

export type Work = { readonly scope: Scope; readonly reason: PassReason };

export class PendingWork {
  readonly #arrivals = new EventTarget();
  #saved = new Set<string>();
  #whole: PassReason | undefined;
  #acted = false;

  /** All of `stories/` is to be looked at. */
  addWhole(reason: PassReason): void {
    this.#whole ??= reason;
    this.#arrivals.dispatchEvent(new Event('work'));
  }

  addSaved(path: string): void {
    this.#saved.add(path);
    this.#arrivals.dispatchEvent(new Event('work'));
  }

  /** Another process has put something on the wire: no file is to be looked at, but `feeds/` is to be written. */
  addAct(): void {
    this.#acted = true;
    this.#arrivals.dispatchEvent(new Event('work'));
  }

  /** Work that could not be done is still to be done. */
  putBack({ scope, reason }: Work): void {
    if (scope === 'all') this.addWhole(reason);
    else if (scope.size === 0) this.addAct();
    else for (const path of scope) this.addSaved(path);
  }

  get isEmpty(): boolean {
    return this.#whole === undefined && this.#saved.size === 0 && !this.#acted;
  }

  /** Nothing but files that were saved. */
  get isOfSaves(): boolean {
    return this.#whole === undefined && this.#saved.size > 0;
  }

  /** All that waits, and forgets it. */
  take(): Work {
    const saved = { scope: this.#saved, reason: this.#saved.size === 0 ? 'act' : 'save' } as const;
    const work: Work = this.#whole === undefined ? saved : { scope: 'all', reason: this.#whole };
    this.#saved = new Set();
    this.#whole = undefined;
    this.#acted = false;
    return work;
  }

  /** Until something arrives, or the signal is given. */
  async arrival(signal: AbortSignal): Promise<void> {
    if (this.isEmpty) await this.#next(signal);
  }

  /** Takes what was put on the wire, and waits for it; false where the signal is given first. */
  async takeAct(signal: AbortSignal): Promise<boolean> {
    while (!this.#acted && !signal.aborted) await this.#next(signal);
    const acted = this.#acted;
    this.#acted = false;
    return acted;
  }

  async #next(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    try {
      await once(this.#arrivals, 'work', { signal });
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }
}
