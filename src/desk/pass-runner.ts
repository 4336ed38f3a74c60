/** Runs the passes of a running desk: logs what each did, outlives those that fail, and knows how the desk is. */
import { isAsRead } from '../config/read-config.ts';
import { writeFeedsApart, type FeedsApart } from '../publish/feeds-apart.ts';
import { type PublishLimits, RUNNING_LIMITS } from '../publish/limits.ts';
import type { PassReason } from '../publish/pending-work.ts';
import type { Pass, Scope } from '../publish/publish-pass.ts';
import { describeProblem, logLineOf, type Problem } from '../story/problem.ts';
import { publicSeq } from '../wire/event.ts';
import { heldNotice } from './held-notice.ts';
import type { Log } from './log.ts';
import { roomToKeep } from './machine-memory.ts';
import { START } from './locks.ts';
import type { OpenDesk } from './open-desk.ts';
import { runPass } from './run-pass.ts';
import { newTurns, type Turns } from './turns.ts';

const LIMITS: PublishLimits = { ...RUNNING_LIMITS, keptItemBytes: roomToKeep(RUNNING_LIMITS.keptItemBytes) };

/** A whole pass waits this long for files that are being written; the watcher brings the others back. */
const PATIENCE_MS = { all: 500, saved: 0 } as const;

/** Anybody may ask for it over HTTP: why a pass failed is told in the log alone. */
export type DeskHealth = {
  /** Whether the last pass could do its work, and the last one over all of `stories/`. */
  readonly ok: boolean;
  /** When the last pass ended, ISO 8601; absent before the first. */
  readonly lastPassAt?: string;
  /** Number of the newest event that everybody may know of. */
  readonly seq: number;
};

export type PassEnd = {
  readonly reason: PassReason;
  readonly tookMs: number;
  /** Absent where it could not do its work. */
  readonly pass?: Pass;
  /** Why it could not, or the last one could not that was to look at all of `stories/`. */
  readonly failure?: string;
};

/** Told after every pass. */
export type PassObserver = { readonly passEnded: (end: PassEnd) => void };

export class PassRunner implements AsyncDisposable {
  /** Those of the passes: whoever takes files in beside them waits for one. */
  readonly turns: Turns;
  readonly #desk: OpenDesk;
  readonly #log: Log;
  #health: DeskHealth = { ok: true, seq: 0 };
  /** Of the last pass over all of `stories/`. */
  #failure: string | undefined;
  /** Problems that were reported and still stand, so that each is told once and not every minute. */
  #standing: ReadonlySet<string> = new Set();

  readonly #signal: AbortSignal;
  readonly #observers: readonly PassObserver[];
  readonly #feedsApart: FeedsApart;

  /** `signal` ends a pass early. */
  constructor(desk: OpenDesk, log: Log, signal: AbortSignal, observers: readonly PassObserver[]) {
    this.turns = newTurns();
    this.#desk = desk;
    this.#log = log;
    this.#signal = signal;
    this.#observers = observers;
    this.#feedsApart = writeFeedsApart(desk.folders.feeds);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#feedsApart[Symbol.asyncDispose]();
  }

  health(): DeskHealth {
    return this.#health;
  }

  /** `onCommitted` is called when there are events to deliver. */
  async run(scope: Scope, reason: PassReason, onCommitted: () => void): Promise<Pass | undefined> {
    const begun = performance.now();
    try {
      const settingsAreStale = await this.#areSettingsStale();
      const patienceMs = scope === 'all' ? PATIENCE_MS.all : PATIENCE_MS.saved;
      const options = {
        command: START,
        patienceMs,
        settingsAreStale,
        feedsApart: this.#feedsApart,
        limits: LIMITS,
        signal: this.#signal,
        onCommitted,
      };
      const pass = await this.turns(() => runPass(this.#desk, scope, options));
      const head = await this.#desk.store.log.publicHead();
      const seq = head === undefined ? 0 : publicSeq(head);
      if (scope === 'all') this.#failure = undefined;
      const failure = this.#failure;
      this.#health = { ok: failure === undefined, lastPassAt: new Date().toISOString(), seq };
      const tookMs = performance.now() - begun;
      this.#report(pass, scope, reason, tookMs);
      for (const { passEnded } of this.#observers) {
        passEnded({ reason, tookMs, pass, ...(failure !== undefined && { failure }) });
      }
      return pass;
    } catch (error) {
      const failure = error instanceof Error ? error.message : String(error);
      if (scope === 'all') this.#failure = failure;
      this.#health = { ...this.#health, ok: false, lastPassAt: new Date().toISOString() };
      const notice = `the pass failed and will be tried again: ${failure}`;
      if (!this.#standing.has(notice)) this.#log.error({ reason, err: error }, notice);
      this.#standing = new Set([...this.#standing, notice]);
      for (const { passEnded } of this.#observers) passEnded({ reason, tookMs: performance.now() - begun, failure });
      return undefined;
    }
  }

  async #areSettingsStale(): Promise<boolean> {
    if (await isAsRead(this.#desk)) return false;
    const notice = 'wiredesk.yaml has changed: stop this desk and start it again, until then it keeps its old settings';
    if (!this.#standing.has(notice)) this.#log.warn(notice);
    this.#standing = new Set([...this.#standing, notice]);
    return true;
  }

  #report(pass: Pass, scope: Scope, reason: PassReason, tookMs: number): void {
    const { new: added, updated, killed, documentCount } = pass;
    if (added.length + updated.length + killed.length + documentCount > 0) {
      const ms = Math.round(tookMs);
      const counts = {
        new: added.length,
        updated: updated.length,
        ...(killed.length > 0 && { killed: killed.length }),
      };
      this.#log.info({ reason, ...counts, documents: documentCount, ms }, 'published');
    }
    const problems: Problem[] = [
      ...pass.problems,
      ...pass.missing.map((path) => warning(path, 'is gone; its story stays published')),
      ...pass.held.map((held) => warning(held.path, heldNotice(held))),
    ];
    for (const problem of problems) {
      if (this.#standing.has(describeProblem(problem))) continue;
      this.#log[problem.severity === 'error' ? 'error' : 'warn'](logLineOf(problem));
    }
    const now = problems.map(describeProblem);
    const others = [...this.#standing].filter((notice) => scope !== 'all' || notice.startsWith('wiredesk.yaml'));
    this.#standing = new Set([...others, ...now]);
  }
}

function warning(path: string, message: string): Problem {
  return { file: `stories/${path}`, severity: 'warning', message };
}
