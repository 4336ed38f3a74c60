/**
 * The part of the log that subscribers are reading, each event with its story: read once, however many subscribers
 * come by.
 */
import { eventTerms, type EventTerms } from '../story/filter-event-terms.ts';
import type { StoryVersion } from '../story/story.ts';
import type { WireEvent } from '../wire/event.ts';
import { StoreError, type Store } from '../wire/store.ts';
import { LIMITS, type Limits } from './limits.ts';

export type LoadedEvent = {
  readonly event: WireEvent;
  readonly version: StoryVersion;
  /** What filters can ask of it. */
  readonly terms: EventTerms;
};

export type RecentEvents = {
  /** The event with that sequence number, where it is in memory. */
  readonly known: (seq: number) => LoadedEvent | undefined;
  /** The event with that sequence number, which is on the log. */
  readonly at: (seq: number) => Promise<LoadedEvent>;
  /** The first event after that sequence number. */
  readonly after: (seq: number) => Promise<LoadedEvent | undefined>;
};

export function recentEvents(
  { log, stories }: Pick<Store, 'log' | 'stories'>,
  { recentMax, recentAtOnce }: Pick<Limits, 'recentMax' | 'recentAtOnce'> = LIMITS,
): RecentEvents {
  const kept = new Map<number, LoadedEvent>();
  const underWay = new Map<number, Promise<LoadedEvent | undefined>>();

  async function read(seq: number): Promise<LoadedEvent | undefined> {
    const events = await log.after(seq, recentAtOnce);
    const page = await Promise.all(events.map((event) => load(event, stories)));
    for (const loaded of page) kept.set(loaded.event.seq, loaded);
    for (const oldest of kept.keys()) {
      if (kept.size <= recentMax) break;
      kept.delete(oldest);
    }
    return page[0];
  }

  async function after(seq: number): Promise<LoadedEvent | undefined> {
    const known = kept.get(seq + 1);
    if (known !== undefined) return known;
    let reading = underWay.get(seq);
    if (reading === undefined) {
      reading = read(seq).finally(() => underWay.delete(seq));
      underWay.set(seq, reading);
    }
    return reading;
  }

  return {
    known: (seq) => kept.get(seq),
    after,
    async at(seq) {
      const found = await after(seq - 1);
      if (found?.event.seq !== seq) throw new StoreError('damaged', `the wire has no event ${seq}: restore a backup`);
      return found;
    },
  };
}

async function load(event: WireEvent, stories: Store['stories']): Promise<LoadedEvent> {
  const version = await stories.version(event.guid, event.version);
  if (version === undefined) {
    throw new StoreError('damaged', `the wire has event ${event.seq} but not its story: restore it from a backup`);
  }
  return { event, version, terms: eventTerms(version) };
}
