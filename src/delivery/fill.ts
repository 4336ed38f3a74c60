/** Reads on in the log for one subscriber, until its window is full: fan-out by reading, nothing was written for it. */
import { isForDelivery } from '../story/audience.ts';
import { matches, matchesTerms } from '../story/filter.ts';
import type { WireEvent } from '../wire/event.ts';
import { StoreError, type Store } from '../wire/store.ts';
import type { Subscriber } from '../wire/subscriber.ts';
import type { LoadedEvent, RecentEvents } from './recent-events.ts';
import { hasMore, readByItself } from './place.ts';
import { mayFollow, wantsAt, type Subscription } from './subscription.ts';
import { hasRoom, type Entry } from './window.ts';

type FillDeps = {
  readonly recent: RecentEvents;
  readonly stories: Pick<Store['stories'], 'version'>;
  /** The last event that has been handed out. */
  readonly head: () => number;
};

export async function fill(deps: FillDeps, subscription: Subscription): Promise<void> {
  const { window, place } = subscription;
  try {
    for (let examined = 0; examined < window.entriesMax && mayRead(subscription, deps.head()); examined += 1) {
      const [handed] = place.ahead;
      if (handed === undefined) await readOne(deps, subscription);
      else await take(deps, subscription, deps.recent.known(handed) ?? (await deps.recent.at(handed)));
      // Until it is in the window, the cursor must not pass it.
      if (place.ahead[0] === handed) place.ahead.shift();
      if (window.scanned >= deps.head() && mayFollow(subscription)) place.isFollowing = true;
    }
  } catch (error) {
    // What was handed out is found again on the log.
    readByItself(place);
    throw error;
  }
}

/** Whether it is worth reading on. */
export function mayRead({ window, place, subscriber }: Subscription, head: number): boolean {
  return hasMore(place, window, head) && hasRoom(window, subscriber.window);
}

async function readOne(deps: FillDeps, subscription: Subscription): Promise<void> {
  const { window } = subscription;
  const loaded = await deps.recent.after(window.scanned);
  if (loaded === undefined) {
    throw new StoreError('damaged', `the wire has ${deps.head()} events but none after ${window.scanned}`);
  }
  const { version, terms } = loaded;
  if (isForDelivery(version, subscription.subscriber) && matchesTerms(wantsAt(subscription, loaded.event.seq), terms)) {
    await take(deps, subscription, loaded);
  }
  window.scanned = loaded.event.seq;
}

async function take(deps: FillDeps, subscription: Subscription, loaded: LoadedEvent): Promise<void> {
  const { window, subscriber } = subscription;
  const { seq } = loaded.event;
  const isReplaced = seq <= subscriber.latestUntil && (await isSuperseded(deps, subscriber, loaded.event));
  window.entries.push(entryOf(subscription, loaded, isReplaced));
  window.scanned = seq;
}

function entryOf({ suspects, sentAhead }: Subscription, { event }: LoadedEvent, isReplaced: boolean): Entry {
  const { seq, guid, version } = event;
  const { read, readTo, head, window } = suspects;
  // Who was away since the start of this process comes by again.
  if (seq > readTo) {
    suspects.readTo = seq;
    if (read.size < window && seq <= head) read.add(seq);
  }
  const counts = { attempts: 0, failures: 0, othersSince: 0 };
  return {
    seq,
    guid,
    version,
    isSuspect: read.has(seq),
    isSuperseded: isReplaced,
    state: sentAhead.has(seq) ? 'sent' : 'waiting',
    isInLane: false,
    ...counts,
  };
}

/** Who catches up by `latest` gets the newest version of each story alone. */
export async function isSuperseded(
  { stories }: Pick<FillDeps, 'stories'>,
  subscriber: Pick<Subscriber, 'filter' | 'formerSettings' | 'isTrusted'>,
  { guid, version }: Pick<WireEvent, 'guid' | 'version'>,
): Promise<boolean> {
  const { filter, formerSettings = [] } = subscriber;
  const newest = await stories.version(guid);
  if (newest === undefined || newest.version <= version || !isForDelivery(newest, subscriber)) return false;
  // Whichever of its filters the newest goes by, it comes.
  return [filter, ...formerSettings.map((former) => former.filter)].every((each) => matches(each, newest));
}
