/** Reads on in the log for one subscriber, until its window is full: fan-out by reading, nothing was written for it. */
import { isForDelivery } from '../story/audience.ts';
import { matches } from '../story/filter.ts';
import { StoreError, type Store } from '../wire/store.ts';
import type { LoadedEvent, RecentEvents } from './recent-events.ts';
import type { Subscription } from './subscription.ts';
import { EXAMINED_EVENTS_MAX, mayRead, type Entry } from './window.ts';

type FillDeps = {
  readonly recent: RecentEvents;
  readonly stories: Pick<Store['stories'], 'version'>;
};

export async function fill(deps: FillDeps, subscription: Subscription, head: number): Promise<void> {
  const { window, subscriber } = subscription;
  for (let examined = 0; examined < EXAMINED_EVENTS_MAX && mayRead(window, head, subscriber.window); examined += 1) {
    const loaded = await deps.recent.after(window.scanned);
    if (loaded === undefined) {
      throw new StoreError('damaged', `the wire has ${head} events but none after ${window.scanned}`);
    }
    if (isForDelivery(loaded.version, subscriber) && matches(subscriber.filter, loaded.version)) {
      const isReplaced = await isSuperseded(deps, subscription, loaded);
      window.entries.push(entryOf(subscription, loaded, isReplaced));
    }
    window.scanned = loaded.event.seq;
  }
}

function entryOf({ suspects }: Subscription, { event }: LoadedEvent, isReplaced: boolean): Entry {
  const { seq, guid, version } = event;
  const { read, readTo, head, window } = suspects;
  // Who was away since the start of this process comes by again.
  if (seq > readTo) {
    suspects.readTo = seq;
    if (read.size < window && seq <= head) read.add(seq);
  }
  const counts = { attempts: 0, failures: 0, othersSince: 0 };
  return { seq, guid, version, isSuspect: read.has(seq), isSuperseded: isReplaced, state: 'waiting', ...counts };
}

/** Who catches up by `latest` gets the newest version of each story alone. */
async function isSuperseded({ stories }: FillDeps, { subscriber }: Subscription, { event }: LoadedEvent) {
  if (event.seq > subscriber.latestUntil) return false;
  const newest = await stories.version(event.guid);
  return (
    newest !== undefined &&
    newest.version > event.version &&
    isForDelivery(newest, subscriber) &&
    matches(subscriber.filter, newest)
  );
}
