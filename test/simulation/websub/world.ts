/** A desk whose feeds change, people who follow them, and a hub that serves them and dies: one seed's world. */
import { Distributor, type DistributionLimits } from '../../../src/websub/distributor.ts';
import { hubOver } from '../../../src/websub/hub.ts';
import { attemptsByKey } from '../../../src/websub/attempts.ts';
import { notesOf } from '../../../src/websub/notes.ts';
import type { HubPolicy } from '../../../src/websub/policy.ts';
import { startVerifier, type Verifier, type VerifierLimits } from '../../../src/websub/verifier.ts';
import { openSqliteStore } from '../../../src/wire/sqlite.ts';
import type { WebSubShelf, Withdrawal } from '../../../src/wire/websub-shelf.ts';
import { machine, type Call, type Machine } from '../machine.ts';
import type { Dice } from '../random.ts';
import { BASE, DOCUMENTS, feedsOn, type Feeds } from './feeds.ts';
import { networkOf } from './network.ts';
import { promisesOf, type Promises } from './promises.ts';
import { fetchFeed, forgetWhatCameToNothing, newReader, type Asked, type Reader } from './reader.ts';
import { shelfAtWork } from './shelf-at-work.ts';

const START = Date.parse('2026-11-24T12:00:00Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** As many as a schedule may fill. */
export const POLICY: HubPolicy = {
  callbacks: { allow: [], ports: [443], allowHttp: false },
  leaseMs: HOUR,
  leaseMaxMs: 6 * HOUR,
  subscriptionsMax: 5,
  perHostMax: 3,
};

const VERIFIER_LIMITS: VerifierLimits = {
  inFlightMax: 2,
  perHostMax: 1,
  waitingMax: 3,
  waitingPerHostMax: 2,
  hostRate: { attempts: 5, perMs: 1_000 },
};

export const REQUEST_LEASES_MS: readonly number[] = [5 * MINUTE, 30 * MINUTE, 2 * HOUR];

/** Where the first wait is long already, a kill that is left to it is noticed. */
const DELAYS_MS: readonly (readonly number[])[] = [
  [0, 2_000, 30_000, 10 * MINUTE, HOUR],
  [0, HOUR],
];

export type HubWorld = {
  readonly machine: Machine;
  readonly feeds: Feeds;
  readonly readers: readonly Reader[];
  readonly requests: readonly Asked[];
  readonly shelf: WebSubShelf;
  readonly promises: Promises;
  /** A hub elsewhere is told instead. */
  readonly isElsewhere: boolean;
  /** A pass changes these documents, one after the other, and the hub is told at its end. */
  readonly pass: (documents: readonly string[], dice: Dice) => void;
  /** Somebody asks for a feed, or for no more of it. */
  readonly ask: (wish: Pick<Asked, 'reader' | 'mode' | 'document' | 'leaseMs' | 'secret'>) => void;
  /** The operator ends a subscription, from another process. */
  readonly remove: (id: number) => Promise<void>;
  readonly wake: () => void;
  readonly crash: (dice: Dice) => Promise<void>;
  /** An orderly end; false where the store has refused the last word. */
  readonly stop: (dice: Dice) => Promise<boolean>;
  readonly start: () => void;
  readonly broken: () => Error | undefined;
  readonly close: () => Promise<void>;
};

type Process = { readonly distributor: Distributor; readonly verifier: Verifier };

export async function openHubWorld(dice: Dice, note: (line: string) => void): Promise<HubWorld> {
  const store = await openSqliteStore(':memory:');
  const shelf = store.websub;
  const pc = machine(START);
  const feeds = feedsOn(pc);
  const limits: DistributionLimits = {
    inFlightMax: dice.pick([32, 3, 1]),
    perHostMax: dice.pick([8, 2, 1]),
    failingMax: dice.pick([24, 2, 1]),
  };
  const delaysMs = dice.pick(DELAYS_MS);
  const isElsewhere = dice.chance(0.15);
  const promises = promisesOf(limits, { all: POLICY.subscriptionsMax, ofHost: POLICY.perHostMax }, feeds);
  const readers = [
    newReader('ann', 'a.example'),
    newReader('ben', 'a.example'),
    newReader('cho', 'c.example'),
    newReader('dia', 'd.example'),
  ];
  const requests: Asked[] = [];
  const withdrawing = new Set<number>();
  let withdrawals = 0;
  let life = 0;
  let broken: Error | undefined;

  const held = (check: () => void): void => {
    try {
      check();
    } catch (error) {
      broken ??= error as Error;
    }
  };

  const { send, ask: question } = networkOf({ machine: pc, dice, note, promises, held, requests, readers });
  const onDisk = shelfAtWork({
    shelf,
    machine: pc,
    promises,
    held,
    askedOf({ document, callbackKey, topic }) {
      if (topic !== undefined) return requests[Number(topic.split('#')[1])];
      const isIt = ({ reader, mode, ...one }: Asked): boolean =>
        one.state === 'confirmed' &&
        mode === 'unsubscribe' &&
        one.document === document &&
        reader.callback === callbackKey;
      return requests.findLast(isIt);
    },
  });

  async function followElsewhere(): Promise<void> {
    const [{ callback, host } = newReader('', '')] = readers;
    const there = DOCUMENTS.filter((document) => feeds.lying(document) !== undefined);
    const row = { callback, callbackKey: callback, host, now: new Date(pc.now()).toISOString() };
    await shelf.follow(there.map((document) => ({ ...row, document, topic: BASE + document })));
    const rows = await shelf.all();
    held(() => promises.onDisk.followed(rows));
  }

  async function withdrawal(): Promise<Withdrawal | undefined> {
    return withdrawals === 0 ? undefined : { seq: withdrawals, isOutOfFeeds: withdrawing.size === 0 };
  }

  function boot(): Process {
    const timing = { now: pc.now, later: pc.later };
    const notes = notesOf({ store: onDisk, topics: feeds.topics, now: pc.now });
    const attempts = attemptsByKey();
    const shared = { store: onDisk, topics: feeds.topics, notes, attempts, log: SILENT, ...timing };
    const distributor = new Distributor({
      ...shared,
      send,
      random: dice.roll,
      delaysMs,
      limits,
      withdrawal: pc.through('ask what was taken back', withdrawal),
      ...(isElsewhere && { follow: pc.through('follow', followElsewhere) }),
    });
    let challenges = 0;
    const verifier = startVerifier({
      ...shared,
      ask: question,
      policy: POLICY,
      limits: VERIFIER_LIMITS,
      challenge: () => `challenge ${(challenges += 1)}`,
      onVerified: () => distributor.tend(),
      lookAgain: () => distributor.wake(),
    });
    return { distributor, verifier };
  }

  let running = boot();

  function processEnded(isOrderly: boolean): void {
    pc.forget();
    // Passes are forgotten too.
    withdrawing.clear();
    held(() => promises.processEnded({ isOrderly }));
    for (const one of requests) if (one.state !== 'done') one.state = 'over';
    forgetWhatCameToNothing(requests);
    life += 1;
  }

  async function accept(request: Asked): Promise<void> {
    const { reader, document, mode, leaseMs, secret, number } = request;
    // Whoever asks for a feed has fetched it by then.
    const hash = async (path: string): Promise<string | undefined> => {
      const seen = await feeds.topics.hash(path);
      if (seen !== undefined && mode === 'subscribe') fetchFeed(request, seen);
      return seen;
    };
    const form = new URLSearchParams({
      'hub.mode': mode,
      'hub.topic': `${BASE}${document}#${number}`,
      'hub.callback': reader.callback,
      'hub.lease_seconds': String(leaseMs / 1_000),
      ...(secret !== undefined && { 'hub.secret': secret }),
    });
    const hub = hubOver({ topics: { ...feeds.topics, hash }, policy: POLICY, verifier: running.verifier });
    const { status, text } = await hub(new Request(`${BASE}hub`, { method: 'POST', body: form }));
    note(`  ${reader.name} is answered ${status} ${text.trim()}`);
    if (status !== 202) request.state = 'over';
  }

  return {
    machine: pc,
    feeds,
    readers,
    requests,
    shelf,
    promises,
    isElsewhere,
    pass(documents, chances) {
      const [first, ...others] = documents;
      const seq = chances.chance(0.3) ? (withdrawals += 1) : undefined;
      if (seq !== undefined && first !== undefined) withdrawing.add(seq);
      const { distributor } = running;
      const goOn = async (document: string): Promise<void> => {
        feeds.change(document, chances, seq);
        note(`  ${document} is ${feeds.lying(document) ?? 'no more'}`);
        const next = others.shift();
        if (next === undefined) {
          withdrawing.delete(seq ?? 0);
          distributor.wake();
        } else pc.calls.push(step(next));
      };
      const step = (document: string): Call => ({
        label: `the pass writes ${document}`,
        complete: () => goOn(document),
        orphan: async () => feeds.change(document, chances, seq),
      });
      if (first !== undefined) pc.calls.push(step(first));
    },
    ask(wish) {
      const request: Asked = { ...wish, number: requests.length, life, state: 'accepted', isDispensable: false };
      for (const one of requests) {
        if (one.reader === wish.reader && one.document === wish.document) one.isDispensable = true;
      }
      requests.push(request);
      void accept(request).catch((error: unknown) => (broken ??= error as Error));
    },
    async remove(id) {
      await shelf.remove(id);
      promises.onDisk.removed(id);
    },
    wake: () => running.distributor.wake(),
    async crash(chances) {
      for (const call of pc.calls) if (chances.chance(0.5)) await call.orphan();
      processEnded(false);
      running = boot();
    },
    async stop(chances) {
      const grace = chances.pick([0, 5_000]);
      const stopped = Promise.all([running.distributor.stop(grace), running.verifier.stop(grace)]).then(
        () => true,
        () => false,
      );
      while ((await Promise.race([stopped, pc.settle()])) === undefined) {
        const call = pc.calls[chances.below(pc.calls.length)];
        if (call !== undefined && (!pc.hasTimers() || chances.chance(0.9))) {
          pc.calls.splice(pc.calls.indexOf(call), 1);
          if (call.refuse !== undefined && chances.chance(0.05)) call.refuse();
          else await call.complete();
        } else if (pc.hasTimers()) pc.ring();
      }
      const isOrderly = await stopped;
      processEnded(isOrderly);
      return isOrderly;
    },
    start() {
      running = boot();
    },
    broken: () => broken,
    close: async () => {
      await store[Symbol.asyncDispose]();
    },
  };
}
