/**
 * The events of the wire as clients read them: each from a place of its own, by what its token opens. Nothing is kept of who
 * has read what.
 */
import { type Fence, fence as fenceOver } from '../../delivery/fence.ts';
import { type LoadedEvent, type RecentEvents, recentEvents } from '../../delivery/recent-events.ts';
import { eventTerms } from '../../story/filter-event-terms.ts';
import { publicSeq, type WireEvent } from '../../wire/event.ts';
import type { ApiRoom } from '../room.ts';
import { type Cursor, cursorOf, seqOf, START } from './cursor.ts';
import { type EventTexts, eventTexts } from './event-text.ts';
import { FEED_LIMITS, type FeedLimits } from './limits.ts';
import { PROCESS_TIME, type ProcessTime } from './process-time.ts';
import {
  isAskedFor,
  isWithdrawal,
  mayHaveOneOf,
  mayKnow,
  seesEmbargoed,
  type SeenVersion,
  type Wanted,
} from './wanted.ts';

export type Place = { readonly seq: number; readonly cursor: Cursor };

export type Limits = { readonly events: number; readonly bytes: number };

export type Reading = {
  /** To be sent once they have been held against `standing`. */
  readonly found: readonly FoundEvent[];
  /** The log has been read up to here. */
  readonly upTo: Place;
  /** There are events after that which it may know of. */
  readonly hasMore: boolean;
};

export type FoundEvent = Place & {
  readonly event: WireEvent;
  /** JSON, in one line. */
  readonly text: string;
};

type Parts = Pick<ApiRoom, 'store' | 'desk' | 'log'> & {
  readonly limits?: FeedLimits;
  readonly time?: Pick<ProcessTime, 'yieldToOthers'>;
};

export class EventFeed {
  readonly #store: Parts['store'];
  readonly #limits: FeedLimits;
  readonly #time: Pick<ProcessTime, 'yieldToOthers'>;
  readonly #recent: RecentEvents;
  readonly #fence: Fence;
  readonly #textOf: EventTexts;
  readonly #earlierThan = new WeakMap<LoadedEvent, Promise<readonly SeenVersion[]>>();

  constructor({ store, desk, log, limits = FEED_LIMITS, time = PROCESS_TIME }: Parts) {
    this.#store = store;
    this.#limits = limits;
    this.#time = time;
    this.#recent = recentEvents(store, limits);
    this.#fence = fenceOver({ store, onKill: () => undefined });
    this.#textOf = eventTexts({ desk, log });
  }

  /** `undefined`: beyond the head. */
  async placeOf(written: Cursor, wanted: Wanted): Promise<Place | undefined> {
    // What goes beyond a public event counts for the trusted alone: else the answer would tell whether there is something.
    const cursor = seesEmbargoed(wanted) ? written : { ...written, beyond: 0 };
    const seq = await seqOf(cursor, this.#store.log);
    return seq === undefined ? undefined : { seq, cursor };
  }

  /** Behind the last event that it may know of. */
  async head(wanted: Wanted): Promise<Place> {
    const { log } = this.#store;
    const event = seesEmbargoed(wanted) ? await log.head() : await log.publicHead();
    return event === undefined ? { seq: 0, cursor: START } : this.#placeBehind(event, wanted);
  }

  /** Of all events. */
  async logHead(): Promise<number> {
    return (await this.#store.log.head())?.seq ?? 0;
  }

  /** The last number that everybody may know of. */
  async lastNumber(): Promise<number> {
    const head = await this.#store.log.head();
    return head === undefined ? 0 : publicSeq(head);
  }

  /** The event with that number on the log, which reaches so far. */
  at(seq: number): Promise<LoadedEvent> {
    return this.#recent.at(seq);
  }

  /** Behind that event, which is on the log; 0: before the first. */
  async cursorAt(seq: number, reader: { readonly isTrusted: boolean }): Promise<Cursor> {
    return seq === 0 ? START : cursorOf((await this.at(seq)).event, this.#store.log, reader);
  }

  /** What comes after that place. */
  async read(after: Place, wanted: Wanted, limits: Limits): Promise<Reading> {
    const { examinedMax, readAtOnce } = this.#limits;
    const logHead = await this.logHead();
    const last = await this.head(wanted);
    const found: FoundEvent[] = [];
    let upTo = after;
    let [bytes, examined] = [0, 0];
    await this.#fence.look();
    while (upTo.seq < last.seq && found.length < limits.events && bytes < limits.bytes && examined < examinedMax) {
      const loaded = await this.at(upTo.seq + 1);
      if (loaded.event.seq % readAtOnce === 0) await this.#time.yieldToOthers();
      // What others may not know of does not count, or the end of a page would tell of it.
      const isKnown = mayKnow(wanted, loaded);
      if (isKnown) examined += 1;
      const one = isKnown ? await this.foundIn(loaded, wanted) : undefined;
      if (one !== undefined) found.push(one);
      bytes += one?.text.length ?? 0;
      upTo = one ?? { seq: loaded.event.seq, cursor: await this.#cursorBehind(loaded.event, wanted) };
    }
    if (upTo.seq < last.seq) return { found, upTo, hasMore: true };
    return { found, upTo: { seq: Math.max(upTo.seq, logHead), cursor: upTo.cursor }, hasMore: false };
  }

  /** The event as it is shown to that client; nothing where it is not for it, or has been taken back. */
  async foundIn(loaded: LoadedEvent, wanted: Wanted): Promise<FoundEvent | undefined> {
    const { event } = loaded;
    if (!mayKnow(wanted, loaded) || this.#fence.isKilled(event)) return undefined;
    if (!(await this.#isFor(wanted, loaded))) return undefined;
    const text = this.#textOf(loaded, wanted.formatName, wanted.format);
    return { ...(await this.#placeBehind(event, wanted)), event, text };
  }

  /** Those that have not been taken back: to be asked last, with nothing between the answer and the socket. */
  async standing(found: readonly FoundEvent[]): Promise<readonly FoundEvent[]> {
    await this.#fence.look();
    return found.filter(({ event }) => !this.#fence.isKilled(event));
  }

  async #placeBehind(event: WireEvent, wanted: Wanted): Promise<Place> {
    return { seq: event.seq, cursor: await this.#cursorBehind(event, wanted) };
  }

  #cursorBehind(event: WireEvent, wanted: Wanted): Promise<Cursor> {
    return cursorOf(event, this.#store.log, { isTrusted: seesEmbargoed(wanted) });
  }

  /** Of an event that it may know of. */
  async #isFor(wanted: Wanted, loaded: LoadedEvent): Promise<boolean> {
    if (!isWithdrawal(wanted, loaded)) return isAskedFor(wanted, loaded);
    return mayHaveOneOf(wanted, await this.#earlierVersions(loaded));
  }

  /** Read once; what the store refuses is asked for again. */
  async #earlierVersions(loaded: LoadedEvent): Promise<readonly SeenVersion[]> {
    const reading = this.#earlierThan.get(loaded) ?? earlierVersions(this.#store, loaded);
    this.#earlierThan.set(loaded, reading);
    try {
      return await reading;
    } catch (error) {
      this.#earlierThan.delete(loaded);
      throw error;
    }
  }
}

async function earlierVersions(
  { stories }: Pick<Parts['store'], 'stories'>,
  { event: { guid, version } }: LoadedEvent,
): Promise<readonly SeenVersion[]> {
  const numbers = Array.from({ length: version - 1 }, (_, index) => index + 1);
  const found = await Promise.all(numbers.map((number) => stories.version(guid, number)));
  return found.flatMap((each) => (each === undefined ? [] : [{ version: each, terms: eventTerms(each) }]));
}
