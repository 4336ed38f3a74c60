/**
 * The stream of events as its clients read it: each from a place of its own, by what its token opens. Nothing is kept of who
 * has read what.
 */
import { setImmediate as yieldToOthers } from 'node:timers/promises';

import { fence as fenceOver } from '../../delivery/fence.ts';
import { type LoadedEvent, recentEvents } from '../../delivery/recent-events.ts';
import { eventTerms } from '../../story/filter-event-terms.ts';
import type { WireEvent } from '../../wire/event.ts';
import type { ApiRoom } from '../room.ts';
import { type Cursor, cursorOf, seqOf, START } from './cursor.ts';
import { eventTexts } from './event-text.ts';
import {
  isAskedFor,
  isWithdrawal,
  mayHaveOneOf,
  mayKnow,
  seesEmbargoed,
  type SeenVersion,
  type Wanted,
} from './wanted.ts';

export type EventFeed = {
  /** `undefined`: beyond the head. */
  readonly placeOf: (cursor: Cursor, wanted: Wanted) => Promise<Place | undefined>;
  /** Behind the last event that it may know of. */
  readonly head: (wanted: Wanted) => Promise<Place>;
  /** Those that have not been taken back: asked last, with nothing between the answer and the socket. */
  readonly standing: <Some extends Pick<FoundEvent, 'event'>>(found: readonly Some[]) => Promise<readonly Some[]>;
  /** What comes after that place. */
  readonly read: (after: Place, wanted: Wanted, limits: Limits) => Promise<Reading>;
};

export type Place = { readonly seq: number; readonly cursor: Cursor };

export type Limits = { readonly events: number; readonly bytes: number };

export type Reading = {
  readonly found: readonly FoundEvent[];
  /** The stream has been read up to here. */
  readonly upTo: Place;
  /** There are events after that which it may know of. */
  readonly hasMore: boolean;
};

export type FoundEvent = Place & {
  readonly event: WireEvent;
  /** JSON, in one line. */
  readonly text: string;
};

/** So many events are looked at for one reading, of which few may be for whoever reads. */
const EXAMINED_MAX = 2_000;

/** So many are looked at, or written, before others have their turn. */
const AT_ONCE = 50;

type Parts = Pick<ApiRoom, 'store' | 'desk' | 'log'>;

export function eventFeed({ store, desk, log }: Parts): EventFeed {
  const recent = recentEvents(store);
  const fence = fenceOver({ store, onKill: () => undefined });
  const textOf = eventTexts({ desk, log });
  const isFor = audienceOf(store.stories);

  async function head(wanted: Wanted): Promise<Place> {
    const event = seesEmbargoed(wanted) ? await store.log.head() : await store.log.publicHead();
    return event === undefined ? { seq: 0, cursor: START } : placeBehind(event, wanted);
  }

  async function placeBehind(event: WireEvent, wanted: Wanted): Promise<Place> {
    return { seq: event.seq, cursor: await cursorOf(event, store.log, { isTrusted: seesEmbargoed(wanted) }) };
  }

  return {
    async placeOf(written, wanted) {
      const isTrusted = seesEmbargoed(wanted);
      const cursor = isTrusted ? written : { ...written, beyond: 0 };
      const seq = await seqOf(cursor, store.log, { isTrusted });
      return seq === undefined ? undefined : { seq, cursor };
    },
    head,
    async standing(found) {
      await fence.look();
      return found.filter(({ event }) => !fence.isKilled(event));
    },
    async read(after, wanted, limits) {
      const last = await head(wanted);
      const found: FoundEvent[] = [];
      let [upTo, bytes, examined, looked] = [after, 0, 0, 0];
      await fence.look();
      // What nobody else may know of does not count, or the end of a page would tell of it.
      while (upTo.seq < last.seq && found.length < limits.events && bytes < limits.bytes && examined < EXAMINED_MAX) {
        const loaded = await recent.at(upTo.seq + 1);
        looked += 1;
        if (looked % AT_ONCE === 0) await yieldToOthers();
        if (!mayKnow(wanted, loaded)) {
          upTo = { seq: loaded.event.seq, cursor: upTo.cursor };
          continue;
        }
        examined += 1;
        upTo = await placeBehind(loaded.event, wanted);
        if (fence.isKilled(loaded.event) || !(await isFor(wanted, loaded))) continue;
        const text = textOf(loaded, wanted.formatName, wanted.format);
        bytes += text.length;
        found.push({ seq: upTo.seq, cursor: upTo.cursor, text, event: loaded.event });
      }
      return { found, upTo, hasMore: upTo.seq < last.seq };
    },
  };
}

/** Whether an event that it may know of is for it. */
function audienceOf(stories: Parts['store']['stories']): (wanted: Wanted, loaded: LoadedEvent) => Promise<boolean> {
  const earlierThan = new WeakMap<LoadedEvent, Promise<readonly SeenVersion[]>>();
  return async (wanted, loaded) => {
    if (!isWithdrawal(wanted, loaded)) return isAskedFor(wanted, loaded);
    const earlier = earlierThan.get(loaded) ?? earlierVersions(stories, loaded);
    earlierThan.set(loaded, earlier);
    return mayHaveOneOf(wanted, await earlier);
  };
}

async function earlierVersions(
  stories: Parts['store']['stories'],
  { event: { guid, version } }: LoadedEvent,
): Promise<readonly SeenVersion[]> {
  const numbers = Array.from({ length: version - 1 }, (_, index) => index + 1);
  const found = await Promise.all(numbers.map((number) => stories.version(guid, number)));
  return found.flatMap((each) => (each === undefined ? [] : [{ version: each, terms: eventTerms(each) }]));
}
