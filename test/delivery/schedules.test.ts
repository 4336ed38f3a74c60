/**
 * Any schedule of publishing, failing endpoints, failing store, crashes and restarts: every subscriber sees every
 * matching event at least once, in order, under one webhook-id. A failing run prints its seed and its schedule.
 */
import * as fc from 'fast-check';
import { expect, it } from 'vitest';

import type { Dispatcher } from '../../src/delivery/dispatcher.ts';
import type { Outcome } from '../../src/delivery/outcome.ts';
import { StoreError, type Store } from '../../src/wire/store.ts';
import { accepted, openFloor, unavailable, unprocessable, type Floor } from './dispatch-floor.ts';

type Step =
  | { readonly kind: 'publish'; readonly slug: string; readonly language: 'en' | 'fr' }
  | { readonly kind: 'pass'; readonly ms: number }
  /** The process dies at its so-manieth call from now, before or after the call has had its effect. */
  | { readonly kind: 'crash'; readonly afterCalls: number; readonly hasEffect: boolean }
  | { readonly kind: 'store-fails'; readonly calls: number }
  | { readonly kind: 'restart' };

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('publish' as const),
      slug: fc.constantFrom('a', 'b', 'c'),
      language: fc.constantFrom('en' as const, 'fr' as const),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('pass' as const), ms: fc.constantFrom(0, 5, 100, 5_000, 600_000) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('crash' as const),
      afterCalls: fc.nat({ max: 12 }),
      hasEffect: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('store-fails' as const), calls: fc.integer({ min: 1, max: 5 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('restart' as const) }) },
);

/** The event arrived, but we do not hear of it. */
const answerLost: Outcome = { kind: 'endpoint-failed', durationMs: 15_000, reason: 'no answer within 15 s' };

const anyOutcome: fc.Arbitrary<Outcome> = fc.oneof(
  { weight: 4, arbitrary: fc.constant(accepted) },
  { weight: 3, arbitrary: fc.constant(unavailable) },
  { weight: 2, arbitrary: fc.constant(unprocessable) },
  { weight: 1, arbitrary: fc.constant(answerLost) },
  { weight: 1, arbitrary: fc.constant({ ...unavailable, retryAfterMs: 60_000 }) },
);

/** One process: everything it does goes through a gate that can close for ever. */
type Life = { callsLeft: number; hasEffect: boolean; storeFailures: number };

function newLife(): Life {
  return { callsLeft: Infinity, hasEffect: false, storeFailures: 0 };
}

const NEVER = new Promise<never>(() => undefined);

/** Lets the call through, or never answers; the last call may still have its effect. */
async function gated<Result>(life: Life, call: () => Promise<Result>): Promise<Result> {
  if (life.callsLeft === 0) return NEVER;
  life.callsLeft -= 1;
  if (life.callsLeft > 0) return call();
  if (life.hasEffect) await call();
  return NEVER;
}

function storeOf({ store }: Floor, life: Life): Store {
  const through =
    <Arguments extends unknown[], Result>(call: (...given: Arguments) => Promise<Result>) =>
    async (...given: Arguments): Promise<Result> =>
      gated(life, async () => {
        if (life.storeFailures === 0) return call(...given);
        life.storeFailures -= 1;
        throw new StoreError('unavailable', 'the disk is full');
      });
  const { subscribers, log, stories } = store;
  return {
    ...store,
    subscribers: {
      ...subscribers,
      all: through(() => subscribers.all()),
      record: through((batch) => subscribers.record(batch)),
      setState: through((id, state) => subscribers.setState(id, state)),
    },
    log: { ...log, head: through(() => log.head()), after: through((seq, limit) => log.after(seq, limit)) },
    stories: { ...stories, version: through((guid, version) => stories.version(guid, version)) },
  };
}

/** What one subscriber saw. */
type Witness = { readonly attempted: number[]; readonly arrived: { readonly seq: number; readonly id: string }[] };

function begin(floor: Floor, life: Life): Dispatcher {
  const { later } = floor.clock;
  return floor.start({
    store: storeOf(floor, life),
    attempt: async (delivery, signal) => gated(life, () => floor.attempt(delivery, signal)),
    later: (delayMs, ring) => later(delayMs, () => void (life.callsLeft > 0 && ring())),
  });
}

type Run = {
  readonly floor: Floor;
  readonly witnesses: Readonly<Record<string, Witness>>;
  /** Each may repeat one event per subscriber. */
  readonly deaths: number;
};

async function run(steps: readonly Step[], outcomes: readonly Outcome[]): Promise<Run> {
  const script = [...outcomes];
  const witnesses: Record<string, Witness> = {
    everything: { attempted: [], arrived: [] },
    french: { attempted: [], arrived: [] },
  };
  const floor = await openFloor(({ to, seq, id }) => {
    const outcome = script.shift() ?? accepted;
    witnesses[to]?.attempted.push(seq);
    if (outcome === answerLost || outcome.kind === 'delivered') witnesses[to]?.arrived.push({ seq, id });
    return outcome;
  });
  await floor.subscribe('everything');
  await floor.subscribe('french', { filter: { language: ['fr'] } });

  let life: Life = newLife();
  let dispatcher = begin(floor, life);
  let deaths = 0;
  const restart = (): void => {
    life.callsLeft = 0;
    deaths += 1;
    life = newLife();
    dispatcher = begin(floor, life);
  };

  for (const step of steps) {
    if (step.kind === 'publish') {
      await floor.publish(step.slug, { language: step.language });
      dispatcher.wake();
    } else if (step.kind === 'pass') await floor.clock.advance(step.ms);
    else if (step.kind === 'store-fails') life.storeFailures = step.calls;
    else if (step.kind === 'restart') restart();
    else {
      life.callsLeft = Math.min(life.callsLeft, step.afterCalls);
      life.hasEffect = step.hasEffect;
    }
    await floor.clock.standStill();
    if (life.callsLeft === 0) restart();
  }
  restart();
  await floor.clock.advance(7 * 24 * 3_600_000);
  await dispatcher.stop(0);
  return { floor, witnesses, deaths };
}

it('keeps the promises of delivery under every schedule of faults', async () => {
  const schedule = [fc.array(anyStep, { maxLength: 25 }), fc.array(anyOutcome, { maxLength: 25 })] as const;
  const keepsPromises = fc.asyncProperty(...schedule, async (steps, outcomes) => {
    const { floor, witnesses, deaths } = await run(steps, outcomes);
    const events = await floor.store.log.after(0, 1_000);
    const languages = steps.flatMap((step) => (step.kind === 'publish' ? [step.language] : []));
    const lost = outcomes.filter((outcome) => outcome === answerLost).length;
    for (const [name, { attempted, arrived }] of Object.entries(witnesses)) {
      const owed = events
        .filter((_, index) => name === 'everything' || languages[index] === 'fr')
        .map(({ seq }) => seq);
      const dead = (await floor.receipts(name)).filter(({ outcome }) => outcome === 'dead').map(({ seq }) => seq);
      const seen = new Set([...arrived.map(({ seq }) => seq), ...dead]);
      // Nothing is lost, and nothing comes that was not asked for.
      expect([...seen].sort((a, b) => a - b)).toEqual(owed);
      // In order: no attempt of an earlier event once a later one has been made.
      expect(attempted).toEqual(attempted.toSorted((a, b) => a - b));
      // One webhook-id for each event, made of nothing but the event.
      for (const { seq, id } of arrived) expect(id).toBe(`evt_${seq}_${events[seq - 1]?.hash.slice(0, 16)}`);
      // A death repeats one event at most.
      expect(arrived.length - new Set(arrived.map(({ seq }) => seq)).size).toBeLessThanOrEqual(deaths + lost);
      expect((await floor.subscriber(name)).progress).toEqual({ cursor: events.length, failures: 0 });
    }
    await floor.store[Symbol.asyncDispose]();
  });
  await fc.assert(keepsPromises, { numRuns: 60 });
});
