/**
 * Sends feeds to whoever is owed them: one at a time to each subscriber, and always what lies in `feeds/` at that moment,
 * so that nothing older waits anywhere (WebSub §7). What is owed stands in the store; here is only what is under way.
 */
import { RETRY_DELAY_MAX_MS } from '../delivery/back-off.ts';
import { chore, type Chore } from '../delivery/chore.ts';
import { isoAt } from '../delivery/due.ts';
import { alarm, type Alarm, type Later } from '../delivery/later.ts';
import { watch } from '../delivery/watch.ts';
import type {
  WebSubDueQuestion,
  WebSubResult,
  WebSubShelf,
  WebSubSubscription,
  Withdrawal,
} from '../wire/websub-shelf.ts';
import type { Attempts } from './attempts.ts';
import { comparableUrl, hostOf } from './callback.ts';
import { distribute, type DistributionDeps } from './distribution.ts';
import { endInOrder } from './ending.ts';
import { websubName } from './hub-log.ts';
import { placesOf, type PlaceLimits, type Places } from './places.ts';

export type DistributorDeps = DistributionDeps & {
  readonly store: Pick<
    WebSubShelf,
    'documents' | 'due' | 'nextInstant' | 'settle' | 'removeExpired' | 'noteWithdrawal'
  >;
  readonly attempts: Pick<Attempts, 'begin'>;
  /** Done before each look at the feeds: who is to be told of them beside those who have asked. */
  readonly follow?: () => Promise<void>;
  /** The last thing that was taken back; `undefined`: nothing ever was. */
  readonly withdrawal: () => Promise<Withdrawal | undefined>;
  readonly limits?: DistributionLimits;
  readonly later: Later;
};

export type DistributionLimits = PlaceLimits & {
  /** Of those whose last attempt failed: many of them, slow to fail, must not keep the others waiting. */
  readonly failingMax: number;
};

/** Since the start. */
export type Distributed = { readonly delivered: number; readonly failed: number };

const LIMITS: DistributionLimits = { inFlightMax: 32, perHostMax: 8, failingMax: 24 };

/** Results that come together are written together: each write waits for the disk. */
const WRITE_AFTER_MS = 20;

/** Timers do not reach further than 24 days. */
const SLEEP_MAX_MS = 3_600_000;

export class Distributor {
  readonly #deps: DistributorDeps;
  readonly #aborting = new AbortController();
  readonly #changes = watch();
  /** Also of those whose results are not written yet. */
  readonly #places: Places;
  /** Of those, the ones of who has failed before. */
  readonly #failing: Places;
  readonly #results: WebSubResult[] = [];
  readonly #tending: Chore;
  readonly #writing: Chore;
  readonly #sleep: Alarm;
  readonly #writeSoon: Alarm;
  #attempts = 0;
  #done: Distributed = { delivered: 0, failed: 0 };
  #isLookDue = true;
  #isStopped = false;

  /** Begins at once. */
  constructor(deps: DistributorDeps) {
    const { later, log, limits = LIMITS } = deps;
    const chores = { later, log, afterRun: this.#changes.check };
    this.#deps = deps;
    this.#places = placesOf(limits);
    this.#failing = placesOf({ inFlightMax: limits.failingMax, perHostMax: limits.perHostMax });
    this.#tending = chore({ ...chores, run: () => this.#tend() });
    this.#writing = chore({ ...chores, run: () => this.#write(), work: 'record' });
    this.#sleep = alarm(later, this.#tending.call);
    this.#writeSoon = alarm(later, this.#writing.call);
    this.#tending.call();
  }

  /** Feeds may have changed. Never waits. */
  wake(): void {
    this.#isLookDue = true;
    this.#tending.call();
  }

  /** Somebody may be owed something. Never waits. */
  tend(): void {
    this.#tending.call();
  }

  /** Resolves when nothing can be done now. */
  async settle(): Promise<Distributed> {
    await this.#changes.until(
      () => !this.#tending.isUnderWay() && !this.#writing.isUnderWay() && (this.#isIdle() || this.#writing.isStuck()),
    );
    return this.#done;
  }

  /** Lets attempts under way finish for so long, then cuts them off; what they carried stays owed. */
  async stop(graceMs: number): Promise<void> {
    this.#isStopped = true;
    for (const one of [this.#tending, this.#sleep]) one.stop();
    const ending = { aborting: this.#aborting, changes: this.#changes, later: this.#deps.later };
    await endInOrder({ ...ending, isQuiet: () => this.#attempts === 0 }, graceMs);
    for (const one of [this.#writing, this.#writeSoon]) one.stop();
    await this.#changes.until(() => !this.#tending.isUnderWay() && !this.#writing.isUnderWay());
    if (this.#results.length > 0) await this.#deps.store.settle(this.#results);
  }

  #isIdle(): boolean {
    return this.#places.ids().length === 0;
  }

  async #tend(): Promise<void> {
    const { store, now, log } = this.#deps;
    if (this.#isLookDue) {
      this.#isLookDue = false;
      await this.#look().catch((error: unknown) => {
        this.#isLookDue = true;
        throw error;
      });
    }
    for (const ended of await store.removeExpired(isoAt(now()))) {
      log.info({ subscriber: websubName(ended), feed: ended.document }, 'the lease of a WebSub subscription has ended');
    }
    const askedAt = await this.#fill();
    // Not after now: what has become due since would be slept over.
    const next = await store.nextInstant(isoAt(askedAt));
    const wait = next === undefined ? SLEEP_MAX_MS : Math.max(0, Date.parse(next) - now());
    this.#sleep.set(Math.min(wait, SLEEP_MAX_MS));
  }

  /** What of the feeds has changed is owed to whoever follows it. */
  async #look(): Promise<void> {
    const { store, notes, now, follow } = this.#deps;
    await follow?.();
    // Before the feeds are looked at: what is out of them by now is in none that is noted.
    const withdrawal = await this.#deps.withdrawal();
    const absent: string[] = [];
    for (const document of await store.documents()) if (!(await notes.note(document))) absent.push(document);
    if (withdrawal !== undefined) await store.noteWithdrawal(withdrawal, absent, isoAt(now()));
  }

  /** Starts what is due, as far as there are places. Resolves with the instant up to which it has asked. */
  async #fill(): Promise<number> {
    const { store, now } = this.#deps;
    for (;;) {
      const askedAt = now();
      const limit = this.#isStopped ? 0 : this.#places.free();
      const instants = { now: isoAt(askedAt), latest: isoAt(askedAt + RETRY_DELAY_MAX_MS) };
      const due = limit === 0 ? [] : await store.due({ ...instants, limit, ...this.#whoHasNoPlace() });
      if (due.length === 0) return askedAt;
      for (const subscription of due) this.#startIfThereIsRoom(subscription);
    }
  }

  #whoHasNoPlace(): Pick<WebSubDueQuestion, 'exceptIds' | 'exceptHosts' | 'exceptFailing'> {
    const [exceptIds, exceptHosts] = [this.#places.ids(), this.#places.crowdedHosts()];
    return { exceptIds, exceptHosts, exceptFailing: this.#failing.free() <= 0 };
  }

  #startIfThereIsRoom(subscription: WebSubSubscription): void {
    const { id, callback, failures } = subscription;
    const [host, isFailing] = [hostOf(callback), failures > 0];
    if (this.#isStopped || this.#places.isCrowded(host) || (isFailing && this.#failing.free() <= 0)) return;
    this.#places.take(id, host);
    if (isFailing) this.#failing.take(id, host);
    void this.#attempt(subscription);
  }

  async #attempt(subscription: WebSubSubscription): Promise<void> {
    const { document, callback } = subscription;
    const ended = this.#deps.attempts.begin({ document, callbackKey: comparableUrl(callback) });
    this.#attempts += 1;
    const result = await distribute(subscription, this.#deps, this.#aborting.signal);
    this.#attempts -= 1;
    ended();
    if (result === undefined) this.#leave(subscription.id);
    else this.#results.push(result);
    const { delivered, failed } = this.#done;
    if (result?.kind === 'delivered') this.#done = { delivered: delivered + 1, failed };
    else if (result !== undefined) this.#done = { delivered, failed: failed + 1 };
    if (!this.#writeSoon.isSet()) this.#writeSoon.set(WRITE_AFTER_MS);
    this.#changes.check();
  }

  async #write(): Promise<void> {
    const batch = [...this.#results];
    if (batch.length === 0) return;
    await this.#deps.store.settle(batch);
    this.#results.splice(0, batch.length);
    for (const { id } of batch) this.#leave(id);
    this.#tending.call();
  }

  #leave(id: number): void {
    for (const places of [this.#places, this.#failing]) places.leave(id);
  }
}
