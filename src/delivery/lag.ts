/** How far subscribers are behind, in events that they are really owed: read from the log, within bounds. */
import { isForDelivery } from '../story/audience.ts';
import { matches } from '../story/filter.ts';
import type { StoryVersion } from '../story/story.ts';
import { filterAt } from '../wire/former-settings.ts';
import { StoreError, type Store } from '../wire/store.ts';
import type { WireEvent } from '../wire/event.ts';
import type { Subscriber } from '../wire/subscriber.ts';
import { isSuperseded } from './fill.ts';

export type Lag = {
  /** Owed and not yet acknowledged; at least so many where `isMore`. */
  readonly events: number;
  /** The look ended before the log did. */
  readonly isMore: boolean;
  /** When the oldest of them was committed. */
  readonly oldestAt?: string;
};

export const LAG_EVENTS_MAX = 1_000;
/** A cursor rests up to a thousand events of no concern behind: they must not hide that nothing is owed. */
export const EXAMINED_EVENTS_MAX: number = 2 * LAG_EVENTS_MAX;
const PAGE_EVENTS = 100;

type Bystander = Pick<Subscriber, 'id' | 'filter' | 'formerSettings' | 'isTrusted' | 'progress' | 'latestUntil'>;

/**
 * By the subscriber's id. Nobody's look goes further than `EXAMINED_EVENTS_MAX` events; those who are in the same place
 * share the reading.
 */
export async function lagOf(
  subscribers: readonly Bystander[],
  store: Pick<Store, 'log' | 'stories'>,
): Promise<ReadonlyMap<number, Lag>> {
  const head = (await store.log.head())?.seq ?? 0;
  const stretch = stretchOfLog(store);
  const inOrder = subscribers.toSorted((a, b) => a.progress.cursor - b.progress.cursor);
  const killed = await killsAfter(inOrder[0]?.progress.cursor ?? head, store);
  const lags = new Map<number, Lag>();
  for (const subscriber of inOrder) {
    const { id, progress } = subscriber;
    let [seq, events, oldestAt] = [progress.cursor, 0, undefined as string | undefined];
    const end = Math.min(head, seq + EXAMINED_EVENTS_MAX);
    while (seq < end && events < LAG_EVENTS_MAX) {
      seq += 1;
      const passed = await stretch(seq);
      if (!(await isOwed(passed, subscriber, { store, killed }))) continue;
      events += 1;
      oldestAt ??= passed.event.committedAt;
    }
    lags.set(id, { events, isMore: seq < head, ...(oldestAt !== undefined && { oldestAt }) });
  }
  return lags;
}

type Passed = { readonly event: WireEvent; readonly version: StoryVersion };

type Facts = {
  readonly store: Pick<Store, 'stories'>;
  /** By story: the version that is its kill. */
  readonly killed: ReadonlyMap<string, number>;
};

/** As a delivery judges it: what a later version or a kill has replaced is sent no more. */
async function isOwed({ event, version }: Passed, subscriber: Bystander, { store, killed }: Facts): Promise<boolean> {
  if (subscriber.progress.sentAhead?.includes(event.seq) === true) return false;
  if (!isForDelivery(version, subscriber) || !matches(filterAt(subscriber, event.seq), version)) return false;
  if (event.version < (killed.get(event.guid) ?? 0)) return false;
  return event.seq > subscriber.latestUntil || !(await isSuperseded(store, subscriber, event));
}

async function killsAfter(cursor: number, { log }: Pick<Store, 'log'>): Promise<Facts['killed']> {
  return new Map((await log.kills(cursor)).map(({ guid, version }) => [guid, version]));
}

/** Reads on as it is asked; keeps as much as the widest look, since those who ask come in the order of their places. */
function stretchOfLog({ log, stories }: Pick<Store, 'log' | 'stories'>): (seq: number) => Promise<Passed> {
  const kept = new Map<number, Passed>();
  return async (seq) => {
    const known = kept.get(seq);
    if (known !== undefined) return known;
    for (const event of await log.after(seq - 1, PAGE_EVENTS)) {
      const version = await stories.version(event.guid, event.version);
      if (version !== undefined) kept.set(event.seq, { event, version });
    }
    const read = kept.get(seq);
    if (read === undefined) {
      throw new StoreError('damaged', `the wire lacks event ${seq} or its story: restore it from a backup`);
    }
    for (const first of kept.keys()) {
      if (kept.size <= EXAMINED_EVENTS_MAX + PAGE_EVENTS) break;
      kept.delete(first);
    }
    return read;
  };
}
