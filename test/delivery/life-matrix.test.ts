/**
 * The life of a story as subscribers see it: what happens to it × how far each has got, with the events that it must get,
 * in their order, and each event's document in every format.
 */
import { describe, expect, it } from 'vitest';

import type { Outcome } from '../../src/delivery/outcome.ts';
import { pushFormats } from '../../src/formats/index.ts';
import { held, killed, released, rewritten } from '../../src/story/life.ts';
import type { StoryVersion } from '../../src/story/story.ts';
import { publicSeq } from '../../src/wire/event.ts';
import type { NewSubscriber } from '../../src/wire/store.ts';
import { libyaCorrected, secret, secretPublished, translated } from '../support/life-cases.ts';
import { libya, sampleDesk } from '../support/stories.ts';
import { accepted, openFloor, type Floor } from './dispatch-floor.ts';

const MINUTE = 60_000;
const NOW = new Date('2024-11-24T18:00:00Z');
const agency = sampleDesk.agency.name;

const libyaHeld = held(libya, { agency, by: 'desk' }, NOW);
const secretKilled = { ...killed(secret, { agency }, NOW), version: 2 };

/** What everybody knows, or the trusted alone, before it happens; and what happens. */
const STATES: Readonly<Record<string, { readonly before: readonly StoryVersion[]; readonly event: StoryVersion }>> = {
  new: { before: [], event: libya },
  updated: { before: [libya], event: rewritten(libya, { ...libya.story, headline: 'New' }, undefined, NOW) },
  corrected: { before: [libya], event: libyaCorrected },
  killed: { before: [libya], event: killed(libya, { agency, reason: 'x' }, NOW) },
  held: { before: [libya], event: libyaHeld },
  released: { before: [libya, libyaHeld], event: released(libyaHeld, libya, undefined, NOW) },
  translated: { before: [], event: translated },
  embargoed: { before: [], event: secret },
  'embargo ended': { before: [secret], event: { ...secretPublished, version: 2 } },
  'killed under embargo': { before: [secret], event: secretKilled },
};

/** How far the subscriber had got when it happened. */
type Situation = 'never had it' | 'had an earlier version' | 'outcome unknown' | 'suspended' | 'backfilling';

/** `p1 u2`: the events that it gets from then on, each by its first letter and its version. */
type Row = readonly [state: string, Situation, everybody: string, trusted: string];

const ROWS: readonly Row[] = [
  ['new', 'never had it', 'p1', 'p1'],
  ['new', 'suspended', 'p1', 'p1'],
  ['new', 'backfilling', 'p1', 'p1'],
  ['updated', 'never had it', 'u2', 'u2'],
  ['updated', 'had an earlier version', 'u2', 'u2'],
  ['updated', 'outcome unknown', 'p1 u2', 'p1 u2'],
  ['updated', 'suspended', 'u2', 'u2'],
  ['updated', 'backfilling', 'p1 u2', 'p1 u2'],
  ['corrected', 'never had it', 'c2', 'c2'],
  ['corrected', 'had an earlier version', 'c2', 'c2'],
  ['corrected', 'outcome unknown', 'p1 c2', 'p1 c2'],
  ['corrected', 'suspended', 'c2', 'c2'],
  ['corrected', 'backfilling', 'p1 c2', 'p1 c2'],
  ['killed', 'never had it', '', ''],
  ['killed', 'had an earlier version', 'k2', 'k2'],
  ['killed', 'outcome unknown', 'k2', 'k2'],
  ['killed', 'suspended', 'k2', 'k2'],
  ['killed', 'backfilling', '', ''],
  ['held', 'never had it', '', ''],
  ['held', 'had an earlier version', 'h2', 'h2'],
  ['held', 'outcome unknown', 'h2', 'h2'],
  ['held', 'suspended', 'h2', 'h2'],
  ['held', 'backfilling', '', ''],
  ['released', 'never had it', 'r3', 'r3'],
  ['released', 'had an earlier version', 'r3', 'r3'],
  // Whether the notice arrived is not known: it is sent until it has, and then what follows it.
  ['released', 'outcome unknown', 'h2 r3', 'h2 r3'],
  ['released', 'suspended', 'r3', 'r3'],
  ['released', 'backfilling', 'r3', 'r3'],
  ['translated', 'never had it', 'p1', 'p1'],
  ['translated', 'suspended', 'p1', 'p1'],
  ['translated', 'backfilling', 'p1', 'p1'],
  ['embargoed', 'never had it', '', 'p1'],
  ['embargoed', 'suspended', '', 'p1'],
  ['embargoed', 'backfilling', '', 'p1'],
  ['embargo ended', 'never had it', 'p2', 'p2'],
  ['embargo ended', 'had an earlier version', 'p2', 'p2'],
  ['embargo ended', 'outcome unknown', 'p2', 'p1 p2'],
  ['embargo ended', 'suspended', 'p2', 'p2'],
  ['embargo ended', 'backfilling', 'p2', 'p1 p2'],
  ['killed under embargo', 'never had it', '', ''],
  ['killed under embargo', 'had an earlier version', '', 'k2'],
  ['killed under embargo', 'outcome unknown', '', 'k2'],
  ['killed under embargo', 'suspended', '', 'k2'],
  ['killed under embargo', 'backfilling', '', ''],
];

const NO_ANSWER: Outcome = {
  kind: 'endpoint-failed',
  durationMs: 15_000,
  isUnknown: true,
  reason: 'no answer in time',
};

async function commit({ store }: Floor, version: StoryVersion): Promise<void> {
  const committedAt = new Date(Date.parse(version.versionCreated) + 300).toISOString();
  const mark = { hash: String(version.version), stamp: String(version.version) };
  await store.log.append([{ version, path: 'a.txt', file: mark, committedAt }]);
}

/** One subscriber a format, for everybody and for the trusted; what each is sent once it has happened. */
async function whatArrives(state: string, situation: Situation): Promise<ReadonlyMap<string, readonly Arrived[]>> {
  const { before, event } = STATES[state] ?? { before: [], event: libya };
  let isAnswering = situation !== 'outcome unknown';
  const floor = await openFloor(() => (isAnswering ? accepted : NO_ANSWER));
  const subscribe = (cursor: number) =>
    Promise.all(
      [...pushFormats.keys()].flatMap((format) =>
        [false, true].map((isTrusted) => {
          const row: Partial<NewSubscriber> = { format, isTrusted, cursor };
          return floor.subscribe(`${format}-${isTrusted ? 'trusted' : 'all'}`, row);
        }),
      ),
    );
  const dispatcher = floor.start({ formats: pushFormats });
  await floor.clock.standStill();
  if (situation !== 'never had it' && situation !== 'backfilling') await subscribe(0);
  for (const version of before) {
    // The last of them is under way when it happens.
    isAnswering = situation !== 'outcome unknown' || version !== before.at(-1);
    await commit(floor, version);
    dispatcher.wake();
    await floor.clock.advance(100);
  }
  const { subscribers } = floor.store;
  if (situation === 'never had it') await subscribe(before.length);
  if (situation === 'suspended')
    for (const { id } of await subscribers.all()) await subscribers.setState(id, 'suspended');
  dispatcher.wake();
  await floor.clock.advance(100);
  const earlier = floor.attempts.length;
  await commit(floor, event);
  isAnswering = true;
  dispatcher.wake();
  await floor.clock.advance(10 * MINUTE);
  if (situation === 'suspended') for (const { id } of await subscribers.all()) await subscribers.resume(id, 0);
  if (situation === 'backfilling') await subscribe(0);
  dispatcher.wake();
  await floor.clock.advance(10 * MINUTE);
  await dispatcher.stop(0);
  const events = await floor.store.log.after(0, 9);
  const versions = [...before, event];
  const arrived = floor.attempts.slice(earlier).map(({ to, seq, body }): [string, Arrived] => {
    const [version, of] = [versions[seq - 1], events[seq - 1]];
    if (version === undefined || of === undefined) throw new Error(`an attempt of event ${seq}`);
    const position = { seq: publicSeq(of), committedAt: `${of.committedAt.slice(0, 19)}Z` };
    const format = pushFormats.get(to.replace(/-(?:all|trusted)$/, ''));
    // As it is sent, in the bytes of its own encoding.
    const expected = Buffer.from(format?.render(version, sampleDesk, position) ?? '', format?.encoding).toString();
    return [to, { event: `${version.event[6]}${version.version}`, isItsDocument: body === expected }];
  });
  const names = [...pushFormats.keys()].flatMap((format) => [`${format}-all`, `${format}-trusted`]);
  return new Map(names.map((name) => [name, arrived.flatMap(([to, one]) => (to === name ? [one] : []))]));
}

type Arrived = { readonly event: string; readonly isItsDocument: boolean };

describe('the life of a story at its subscribers', () => {
  it.each(ROWS)(
    '%s, to who %s: everybody gets "%s", the trusted "%s"',
    async (state, situation, everybody, trusted) => {
      const arrived = await whatArrives(state, situation);
      const expected = new Map(
        [...pushFormats.keys()].flatMap((format) => [
          [`${format}-all`, everybody],
          [`${format}-trusted`, trusted],
        ]),
      );
      const got = [...arrived].map(([name, list]) => [name, list.map(({ event }) => event).join(' ')] as const);
      expect(new Map(got)).toEqual(expected);
      expect([...arrived.values()].flat().filter(({ isItsDocument }) => !isItsDocument)).toEqual([]);
    },
  );

  it('has a row for all that can be: who never had an earlier version cannot have missed its outcome', () => {
    const rows = Object.entries(STATES).map(([state, { before }]) => [state, before.length === 0 ? 3 : 5]);
    const counted = Object.keys(STATES).map((state) => [state, ROWS.filter(([of]) => of === state).length]);
    expect(counted).toEqual(rows);
  });
});
