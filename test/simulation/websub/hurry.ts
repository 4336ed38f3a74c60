/** Whoever may have what was taken back is not left to a back-off of hours. */
import type { WebSubSubscription, Withdrawal } from '../../../src/wire/websub-shelf.ts';
import { BrokenPromise } from '../broken-promise.ts';
import type { Feeds } from './feeds.ts';
import type { Followed } from './promises.ts';

/** A feed without what was taken back is tried again that soon, or after a twentieth of the time for which it has been owed. */
const HURRY_MS = 60_000;
const HURRY_SHARE = 1 / 20;

type HurryDeps = Pick<Feeds, 'lastWithdrawal'> & {
  readonly known: (id: number) => Followed;
  /** By document, the number of the change that is noted. */
  readonly changes: ReadonlyMap<string, number>;
  readonly hasClockJumped: () => boolean;
};

export type Hurry = {
  /** The hub has noted what was taken back. */
  readonly withdrawn: (withdrawal: Withdrawal, rows: readonly WebSubSubscription[], at: string) => void;
  readonly check: (rows: readonly WebSubSubscription[], now: number) => void;
};

export function hurryOf({ known, changes, lastWithdrawal, hasClockJumped }: HurryDeps): Hurry {
  /** By document and change, when the hub has heard of it first. */
  const withdrawnSince = new Map<string, number>();

  function knownSince(document: string, change: number, now: number): number {
    const key = `${document} ${change}`;
    const since = withdrawnSince.get(key) ?? now;
    withdrawnSince.set(key, since);
    return since;
  }

  function check(rows: readonly WebSubSubscription[], now: number): void {
    if (hasClockJumped()) return;
    for (const { id, dueAt = '' } of rows) {
      const { hurried, waitsForDocument } = known(id);
      // Nobody can be sent a feed that is not there.
      if (hurried === undefined || waitsForDocument) continue;
      const until = now + Math.max(HURRY_MS, (now - hurried.since) * HURRY_SHARE);
      if (Date.parse(dueAt) > until) throw new BrokenPromise(`websub-${id} waits until ${dueAt} for a kill`);
    }
  }

  return {
    check,
    withdrawn({ seq }, rows, at) {
      const now = Date.parse(at);
      for (const { id, document, dueAt } of rows) {
        const one = known(id);
        if (dueAt !== undefined) Object.assign(one, { mayBeHurried: true, retryAt: 0 });
        const change = lastWithdrawal(document, seq);
        const isNoted = change >= 0 && change <= (changes.get(document) ?? -1);
        if (isNoted) knownSince(document, change, now);
        if (!isNoted || one.had >= change || one.hurried?.change === change) continue;
        // Who has come since is owed it from then on.
        one.hurried = { change, since: Math.max(knownSince(document, change, now), one.since) };
      }
      check(rows, now);
    },
  };
}
