/** What the hub has promised to each subscription, held against what it does. */
import type { Outcome } from '../../../src/delivery/outcome.ts';
import { hostOf } from '../../../src/websub/callback.ts';
import type { DistributionLimits } from '../../../src/websub/distributor.ts';
import type {
  NewWebSubSubscription,
  NoWebSubRoom,
  WebSubResult,
  WebSubRoom,
  WebSubSubscription,
} from '../../../src/wire/websub-shelf.ts';
import { BrokenPromise } from '../broken-promise.ts';
import type { Feeds } from './feeds.ts';
import { hurryOf, type Hurry } from './hurry.ts';
import type { Asked } from './reader.ts';

/** One subscription, as it stands on disk. */
export type Followed = {
  readonly id: number;
  readonly document: string;
  readonly callback: string;
  verifiedAt: string;
  expiresAt: string | undefined;
  secret: string | undefined;
  /** What it is to have, on disk. */
  owed: string;
  /** The number of the change that it has acknowledged, on disk; absent where it may have had another one since, or has asked anew. */
  acknowledged: number | undefined;
  /** Not before that instant, on disk. */
  retryAt: number;
  /** And no later than that, where it is owed something. */
  putOffUntil: number;
  /** The number of the last change that it is known to have had, on disk; -1: of none. */
  had: number;
  /** Something was taken back since it had all: it may be tried before its time. */
  mayBeHurried: boolean;
  /** Since when it is known that it has not heard of that change, by which something was taken back. */
  hurried: { readonly change: number; readonly since: number } | undefined;
  readonly since: number;
  /** The last look at it has found none. */
  waitsForDocument: boolean;
  /** What it has taken last, on disk. */
  told: string;
  /** A hub elsewhere that is told of the same once more. */
  waitsForCaches: boolean;
};

type Attempt = {
  readonly of: Followed;
  readonly change: number;
  /** The one before has failed. */
  readonly isOfFailing: boolean;
  outcome?: Outcome;
};

export type Promises = {
  readonly followed: ReadonlyMap<number, Followed>;
  /** What a process hears is what is on disk, so each of these is called when it happens there. */
  readonly onDisk: {
    readonly subscribed: (row: WebSubSubscription, given: NewWebSubSubscription, asked: Asked | undefined) => void;
    /** Others have the last places. */
    readonly refused: (refusal: NoWebSubRoom, given: NewWebSubSubscription) => void;
    readonly unsubscribed: (asked: Asked | undefined) => void;
    readonly followed: (rows: readonly WebSubSubscription[]) => void;
    readonly removed: (id: number) => void;
    readonly expired: (ids: readonly number[], now: string) => void;
    readonly noted: (document: string, text: string) => void;
    readonly withdrawn: Hurry['withdrawn'];
    readonly settled: (results: readonly WebSubResult[], rows: readonly WebSubSubscription[], now: number) => void;
  };
  /** The process has learnt whose turn it is. */
  readonly taken: (rows: readonly WebSubSubscription[], now: string) => void;
  readonly attemptBegins: (subscription: WebSubSubscription, text: string, clock: number) => void;
  readonly attemptEnds: (id: number, outcome: Outcome) => void;
  /** The clock has jumped: nobody is held to an instant that it gave before. */
  readonly clockJumped: () => void;
  readonly hasClockJumped: () => boolean;
  /** The process has died, or ended: then it has written what it heard. */
  readonly processEnded: (how: { readonly isOrderly: boolean }) => void;
};

export function promisesOf(
  limits: DistributionLimits,
  room: WebSubRoom,
  { lastChangeTo, lastWithdrawal }: Pick<Feeds, 'lastChangeTo' | 'lastWithdrawal'>,
): Promises {
  const followed = new Map<number, Followed>();
  /** By subscription, of this process, as long as what came of them is not on disk. */
  const attempts = new Map<number, Attempt>();
  /** By subscription, when it was last asked for as the process knew it: what comes of that is for that one alone. */
  const takenAs = new Map<number, string>();
  /** By document, the number of the change that is noted. */
  const changes = new Map<string, number>();
  let hasClockJumped = false;

  const hurry = hurryOf({ known, changes, lastWithdrawal, hasClockJumped: () => hasClockJumped });

  function known(id: number): Followed {
    const one = followed.get(id);
    if (one === undefined) throw new BrokenPromise(`websub-${id} is served, and nobody has subscribed so`);
    return one;
  }

  /** How many have a lease at that instant. */
  function inForce(now: string, host: string): WebSubRoom {
    const all = [...followed.values()].filter(({ expiresAt }) => expiresAt !== undefined && expiresAt > now);
    return { all: all.length, ofHost: all.filter(({ callback }) => hostOf(callback) === host).length };
  }

  /** An attempt at a subscription that is no more may have come after they fetched the feed for the next one. */
  function successorsAreOwed({ document, callbackKey }: WebSubResult): void {
    for (const other of followed.values()) {
      if (other.document === document && other.callback === callbackKey) other.acknowledged = undefined;
    }
  }

  function settled(result: WebSubResult): void {
    const attempt = attempts.get(result.id);
    attempts.delete(result.id);
    const one = followed.get(result.id);
    if (one === undefined) {
      successorsAreOwed(result);
      return;
    }
    const isRenewed = takenAs.get(one.id) !== one.verifiedAt;
    if (isRenewed) successorsAreOwed(result);
    if (result.kind === 'gone') {
      if (attempt?.outcome?.kind !== 'gone') throw new BrokenPromise(`websub-${one.id} is ended, and has not said so`);
      if (!isRenewed) followed.delete(one.id);
    } else if (result.kind === 'absent') {
      const retryAt = Date.parse(result.retryAt);
      if (!isRenewed) Object.assign(one, { retryAt, putOffUntil: retryAt, waitsForDocument: true });
    } else if (result.kind === 'failed') {
      const retryAt = one.mayBeHurried ? 0 : Date.parse(result.retryAt);
      const putOff = { retryAt, putOffUntil: Date.parse(result.retryAt), waitsForDocument: false };
      if (!isRenewed) Object.assign(one, { acknowledged: undefined, ...putOff });
    } else {
      if (attempt?.outcome?.kind !== 'delivered') {
        throw new BrokenPromise(`websub-${one.id} is noted to have what it has not acknowledged`);
      }
      if (isRenewed) return;
      // A hub elsewhere is told of each change once more, later.
      const againAt = Date.parse(result.againAt ?? '');
      const isFirst = one.expiresAt === undefined && one.told !== result.content;
      if (isFirst !== (result.againAt !== undefined)) throw new BrokenPromise(`websub-${one.id} is told twice, or not`);
      const hasAll = lastChangeTo(one.document, one.owed) === attempt.change;
      const hurried = attempt.change >= (one.hurried?.change ?? -1) ? undefined : one.hurried;
      const acknowledged = isFirst ? undefined : attempt.change;
      const waitsForCaches = isFirst && one.owed === result.content;
      const putOff = waitsForCaches ? { retryAt: againAt, putOffUntil: againAt } : { retryAt: 0, putOffUntil: 0 };
      Object.assign(one, { acknowledged, had: attempt.change, ...putOff, hurried });
      Object.assign(one, { told: result.content, waitsForCaches });
      one.waitsForDocument = false;
      if (hasAll) one.mayBeHurried = false;
    }
  }

  return {
    followed,
    onDisk: {
      subscribed(row, given, asked) {
        if (asked?.state !== 'confirmed' || asked.mode !== 'subscribe') {
          throw new BrokenPromise(`websub-${row.id} was subscribed, and nobody said yes to it (WebSub §5.3)`);
        }
        asked.state = 'done';
        const until = new Date((asked.askedAt ?? 0) + asked.leaseMs).toISOString();
        if (row.expiresAt !== until) throw new BrokenPromise(`websub-${row.id} ends ${row.expiresAt}, not ${until}`);
        const before = followed.get(row.id);
        const { id, document, callback, verifiedAt, expiresAt, delivered } = row;
        for (const one of followed.values()) {
          // Its lease has ended before this one begins.
          if (one.document === document && one.callback === callback && one.id !== id) followed.delete(one.id);
        }
        const had = before?.had ?? lastChangeTo(document, delivered);
        const fresh = {
          had,
          since: before?.since ?? Date.parse(verifiedAt),
          waitsForDocument: false,
          told: '',
          waitsForCaches: false,
          mayBeHurried: before?.mayBeHurried ?? true,
          hurried: before?.hurried,
          acknowledged: before === undefined ? lastChangeTo(document, delivered) : undefined,
          retryAt: 0,
          putOffUntil: 0,
        };
        const owed = before?.owed ?? delivered;
        followed.set(id, { id, document, callback, verifiedAt, expiresAt, secret: given.secret, owed, ...fresh });
        const { all, ofHost } = inForce(given.now, given.host);
        if (before === undefined && (all > room.all || ofHost > room.ofHost)) {
          throw new BrokenPromise(`the hub keeps ${all} subscriptions, ${ofHost} of ${given.host}`);
        }
      },
      refused(refusal, { now, host }) {
        const { all, ofHost } = inForce(now, host);
        const isFull = refusal === 'no room' ? all >= room.all : ofHost >= room.ofHost;
        if (!isFull) throw new BrokenPromise(`somebody is refused for ${refusal}, where there is some`);
      },
      unsubscribed(asked) {
        if (asked?.state !== 'confirmed' || asked.mode !== 'unsubscribe') {
          throw new BrokenPromise('somebody was unsubscribed who did not say yes to it');
        }
        asked.state = 'done';
      },
      followed(rows) {
        for (const id of followed.keys()) if (!rows.some((row) => row.id === id)) followed.delete(id);
        for (const { id, document, callback, verifiedAt, delivered } of rows) {
          if (followed.has(id)) continue;
          const nothing = {
            expiresAt: undefined,
            secret: undefined,
            acknowledged: undefined,
            retryAt: 0,
            putOffUntil: 0,
            had: -1,
            since: Date.parse(verifiedAt),
            waitsForDocument: false,
            told: '',
            waitsForCaches: false,
            mayBeHurried: true,
            hurried: undefined,
          };
          followed.set(id, { id, document, callback, verifiedAt, owed: delivered, ...nothing });
        }
      },
      removed: (id) => void followed.delete(id),
      expired(ids, now) {
        for (const id of ids) {
          const { expiresAt } = known(id);
          if (expiresAt === undefined || expiresAt > now)
            throw new BrokenPromise(`the lease of websub-${id} was cut short`);
          followed.delete(id);
        }
      },
      noted(document, text) {
        const change = lastChangeTo(document, text);
        if (change < (changes.get(document) ?? 0)) throw new BrokenPromise(`${document} is noted as it is no more`);
        changes.set(document, change);
        for (const one of followed.values()) {
          if (one.document !== document || one.owed === text) continue;
          Object.assign(one, { owed: text, acknowledged: undefined });
          if (one.waitsForDocument || one.waitsForCaches) one.retryAt = 0;
        }
      },
      withdrawn: hurry.withdrawn,
      settled(results, rows, now) {
        results.forEach(settled);
        hurry.check(rows, now);
        for (const { id, dueAt = '' } of rows) {
          const until = Math.max(known(id).putOffUntil, now);
          if (!hasClockJumped && Date.parse(dueAt) > until)
            throw new BrokenPromise(`websub-${id} is put off until ${dueAt} for nothing`);
        }
      },
    },
    taken(rows, now) {
      for (const row of rows) {
        const one = known(row.id);
        if (one.expiresAt !== undefined && one.expiresAt <= now) {
          throw new BrokenPromise(`websub-${row.id} is served beyond its lease`);
        }
        takenAs.set(row.id, row.verifiedAt);
        if (row.secret !== one.secret) throw new BrokenPromise(`websub-${row.id} is served with another secret`);
      }
    },
    attemptBegins({ id, callback, failures }, text, clock) {
      const one = followed.get(id);
      if (attempts.has(id)) throw new BrokenPromise(`websub-${id} is sent two feeds at a time`);
      const underWay = [...attempts.values()].filter(({ outcome }) => outcome === undefined);
      const host = hostOf(callback);
      const atHost = underWay.filter(({ of }) => hostOf(of.callback) === host);
      if (underWay.length >= limits.inFlightMax) throw new BrokenPromise('more attempts are under way than may be');
      if (
        one !== undefined &&
        failures > 0 &&
        underWay.filter(({ isOfFailing }) => isOfFailing).length >= limits.failingMax
      )
        throw new BrokenPromise('those who fail have more places than they may have');
      if (atHost.length >= limits.perHostMax) throw new BrokenPromise(`too many attempts at ${host}`);
      // It has ended while the feed was read.
      if (one === undefined) return;
      const change = lastChangeTo(one.document, text);
      if (one.acknowledged === change) throw new BrokenPromise(`websub-${id} is sent again what it has acknowledged`);
      if (clock < one.retryAt) throw new BrokenPromise(`websub-${id} is tried before its time`);
      attempts.set(id, { of: one, change, isOfFailing: failures > 0 });
    },
    attemptEnds(id, outcome) {
      const attempt = attempts.get(id);
      if (attempt !== undefined) attempt.outcome = outcome;
      // Cut off: what came of it is nobody's to write.
      if (outcome.reason === 'stopped') attempts.delete(id);
    },
    hasClockJumped: () => hasClockJumped,
    clockJumped() {
      hasClockJumped = true;
      for (const one of followed.values()) one.retryAt = 0;
    },
    processEnded({ isOrderly }) {
      const unwritten = [...attempts.values()].find(({ outcome }) => outcome?.kind === 'delivered');
      if (isOrderly && unwritten !== undefined) {
        throw new BrokenPromise(
          `what came of an attempt at websub-${unwritten.of.id} was not written at an orderly stop`,
        );
      }
      for (const { of } of attempts.values()) of.acknowledged = undefined;
      attempts.clear();
    },
  };
}
