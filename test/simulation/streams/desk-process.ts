/** A process of the desk that serves events, over connections that are given to it: it lives until it stops or is cut off. */
import { createServer } from 'node:http';

import { apiOf } from '../../../src/api/api.ts';
import { EventFeed } from '../../../src/api/events/event-feed.ts';
import { EventStreams } from '../../../src/api/events/event-streams.ts';
import { FEED_LIMITS, STREAM_LIMITS, type FeedLimits, type StreamLimits } from '../../../src/api/events/limits.ts';
import { openPlaces, type OpenPlaces, type PlaceLimits } from '../../../src/api/events/open-places.ts';
import type { ProcessTime } from '../../../src/api/events/process-time.ts';
import { openWakes } from '../../../src/api/events/wakes.ts';
import { listEvents } from '../../../src/api/operations/list-events.ts';
import { answerOverNode } from '../../../src/api/over-node.ts';
import { quotaOf } from '../../../src/api/quota.ts';
import type { ApiRoom } from '../../../src/api/room.ts';
import type { Newsroom } from '../../../src/desk/newsroom.ts';
import type { PushDocument } from '../../../src/formats/format.ts';
import type { Store } from '../../../src/wire/store.ts';
import { sampleDesk } from '../../support/stories.ts';
import type { Machine } from '../machine.ts';
import type { Dice } from '../random.ts';
import type { Connection } from './connection.ts';
import { storeAtWork, storeOfStreams } from './store-at-work.ts';

const PLAIN: PushDocument = {
  mediaType: 'text/plain',
  render: ({ slug, version, story: { body } }) => `${slug} ${version}: ${body.join(' ')}`,
};

const FORMATS: ReadonlyMap<string, PushDocument> = new Map([
  ['plain', PLAIN],
  ['marked', { ...PLAIN, saysEmbargo: true }],
]);

const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Nothing of the newsroom's is asked for. */
const NO_NEWSROOM: Newsroom = {
  get desk(): Newsroom['desk'] {
    throw new Error('whoever reads events needs no newsroom');
  },
  file: () => Promise.reject(new Error('whoever reads events files nothing')),
  acted: () => undefined,
};

export type DeskLimits = { readonly feed: FeedLimits; readonly streams: StreamLimits; readonly places: PlaceLimits };

/** Those of the desk, or such that whatever is beyond one of them happens all the time. */
export function limitsBy(chances: Dice): DeskLimits {
  const places = chances.pick([
    { streamsMax: 100, streamsPerToken: 100 },
    { streamsMax: 100, streamsPerToken: 2 },
    { streamsMax: 3, streamsPerToken: 100 },
  ]);
  if (chances.chance(0.2)) return { feed: FEED_LIMITS, streams: STREAM_LIMITS, places };
  const feed = {
    recentMax: chances.pick([2, 4, 100]),
    recentAtOnce: chances.pick([1, 2]),
    examinedMax: chances.pick([1, 3]),
    readAtOnce: chances.pick([1, 2]),
  };
  const batch = { events: chances.pick([1, 2, 3]), bytes: chances.pick([1, 64 * 1024]) };
  const streams = { batch, writesAtOnce: chances.pick([1, 2]), tickMs: 1_000, rounds: 2, stallMs: 4_000 };
  return { feed, streams, places };
}

export type DeskProcess = {
  readonly places: OpenPlaces;
  readonly wake: () => void;
  readonly accept: (connection: Connection) => void;
  /** Whatever waits for events is ended. */
  readonly end: () => void;
  /** The streams have seen that it has ended ... */
  readonly hasSeenEnded: (tokenId: number) => boolean;
  readonly hasEverSeenEnded: (tokenId: number) => boolean;
  /** ... and a new one is admitted, since the clock was set back. */
  readonly isAdmitted: (tokenId: number) => void;
  /** As the metrics have it. */
  readonly openStreams: () => number;
};

function turnOfOthers({ calls }: Machine): Promise<void> {
  return new Promise((resolve) => {
    calls.push({ label: 'others have their turn', complete: async () => resolve(), orphan: async () => undefined });
  });
}

export function startDeskProcess({
  store,
  machine,
  limits,
  dice,
  onTrouble,
}: {
  readonly store: Store;
  readonly machine: Machine;
  readonly limits: DeskLimits;
  readonly dice: Dice;
  /** Of an answer, which nobody takes care of. */
  readonly onTrouble: (error: Error) => void;
}): DeskProcess {
  const { later, elapsed, now } = machine;
  const time: ProcessTime = { later, elapsed, yieldToOthers: () => turnOfOthers(machine) };
  const atWork = storeAtWork(store, machine);
  const seenEnded = new Map<number, boolean>();
  let openStreams = 0;
  const parts = { desk: sampleDesk, log: SILENT, now: () => new Date(now()), time };
  const feed = new EventFeed({ ...parts, store: atWork, limits: limits.feed });
  const places = openPlaces(limits.places);
  const wakes = openWakes(time);
  const streams = new EventStreams({
    ...parts,
    store: storeOfStreams(atWork, store, machine, (id) => seenEnded.set(id, true)),
    feed,
    places,
    random: dice.roll,
    limits: limits.streams,
    observer: {
      opened: () => void (openStreams += 1),
      sent: () => undefined,
      ended: () => void (openStreams -= 1),
    },
  });
  const room: ApiRoom = {
    ...parts,
    store: atWork,
    formats: FORMATS,
    newsroom: NO_NEWSROOM,
    operations: [listEvents],
    process: 'one',
    feed,
    streams,
    places,
    wakes,
  };
  const uses = { note: () => undefined };
  const api = apiOf({ room, operations: [listEvents], quota: quotaOf(1_000_000), uses });
  const server = createServer((incoming, outgoing) => {
    // It would end a process.
    outgoing.on('error', onTrouble);
    answerOverNode(api, sampleDesk, incoming, outgoing).catch(() => outgoing.destroy());
  });
  return {
    places,
    openStreams: () => openStreams,
    hasSeenEnded: (tokenId) => seenEnded.get(tokenId) === true,
    hasEverSeenEnded: (tokenId) => seenEnded.has(tokenId),
    isAdmitted: (tokenId) => void (seenEnded.has(tokenId) && seenEnded.set(tokenId, false)),
    wake() {
      streams.wake();
      wakes.wake();
    },
    accept: (connection) => void server.emit('connection', connection),
    end() {
      streams.end();
      wakes.end();
    },
  };
}
