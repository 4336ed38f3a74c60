/**
 * Who gets a kill: whoever has an earlier version of the story, or may have; nobody else. Known is that from the ledger,
 * from what is not written down yet, and from what a process that died may have sent without writing it down.
 */
import { isForDelivery } from '../story/audience.ts';
import { compileFilter, matchesTerms, type Filter } from '../story/filter.ts';
import type { WireEvent } from '../wire/event.ts';
import { filterAt } from '../wire/former-settings.ts';
import type { LaneChange, SubscriberList } from '../wire/store.ts';
import type { Receiver } from '../wire/subscriber.ts';
import { killLane } from './lane.ts';
import type { LoadedEvent } from './recent-events.ts';
import type { ProgressWriter } from './progress-writer.ts';
import type { Wake } from './fan-out.ts';
import type { OpenKills } from './open-kills.ts';
import type { Roster } from './roster.ts';
import { hold, isInFlight, type Subscription } from './subscription.ts';
import type { Room } from './turn.ts';

type OwedKillsDeps = Pick<Room, 'recent' | 'record' | 'place' | 'now'> & {
  readonly store: { readonly subscribers: Pick<SubscriberList, 'receivers'> };
  readonly unrecorded: ProgressWriter['unrecorded'];
  readonly roster: Pick<Roster, 'asleep' | 'undecided' | 'withId'>;
  readonly openKills: OpenKills;
  readonly wake: Wake;
  /** That subscriber is to be read again. */
  readonly again: (id: number) => void;
  /** The last event that has been handed out. */
  readonly head: () => number;
};

/** Decides on every kill and subscriber of which it is not known yet. Rejects where the store cannot be read. */
export async function decideKills(deps: OwedKillsDeps): Promise<void> {
  const { roster, openKills, wake, store, head } = deps;
  const open = openKills.all(head());
  for (const { guid } of open) {
    // Who is asleep has written down all that it was sent; awake, it does not know of the kill yet.
    const receivers = await store.subscribers.receivers(guid);
    const asleep = roster.asleep(receivers.map(({ subscriberId }) => subscriberId));
    if (asleep.length > 0) await wake(asleep);
  }
  const kills = new Map(roster.undecided().flatMap(({ undecided }) => [...undecided]));
  for (const kill of kills.values()) await decideKill(deps, kill);
  const left = new Set(roster.undecided().flatMap(({ undecided }) => [...undecided.values()]));
  for (const kill of open) if (!left.has(kill)) openKills.close(kill);
}

async function decideKill(deps: OwedKillsDeps, kill: WireEvent): Promise<void> {
  const { guid } = kill;
  // Of who is being sent an earlier version right now it is not known yet: that attempt's end asks again.
  const concerned = deps.roster.undecided().filter((one) => one.undecided.get(guid) === kill && !isInFlight(one, guid));
  if (concerned.length === 0) return;
  // Before the ledger is read: what is written in between is in one of the two.
  const marks = deps.unrecorded(guid);
  const ledger = new Map(
    (await deps.store.subscribers.receivers(guid)).map((receiver) => [receiver.subscriberId, receiver]),
  );
  for (const subscription of concerned) {
    const { id } = subscription.subscriber;
    const inMemory = marks.filter(({ subscriberId }) => subscriberId === id);
    const delivered = inMemory.filter(({ outcome }) => outcome === 'delivered').map(({ version }) => version);
    const known = ledger.get(id);
    const hasKill = Math.max(known?.delivered ?? 0, ...delivered) >= kill.version;
    // Where a later version may have arrived, this kill was decided on long ago.
    const isPast = (known?.possible ?? 0) > kill.version;
    const mayHave = isEarlier(known, kill) || inMemory.length > 0 || (await isSuspect(deps, subscription, kill));
    const isOwed = !hasKill && !isPast && mayHave;
    // Forgotten meanwhile: whoever is there for that subscriber now decides for itself, and by other lanes.
    if (deps.roster.withId(id) !== subscription) continue;
    if (subscription.undecided.get(guid) !== kill || isInFlight(subscription, guid)) continue;
    const lanes = decide(subscription, kill, isOwed, deps.now());
    if (lanes.length > 0) deps.record(subscription, { lanes });
    deps.place(subscription);
    if (subscription.askedMeanwhile.delete(guid)) deps.again(id);
  }
}

function isEarlier(known: Receiver | undefined, kill: WireEvent): boolean {
  return known !== undefined && Math.max(known.delivered, known.possible) <= kill.version;
}

function decide(subscription: Subscription, kill: WireEvent, isOwed: boolean, now: number): readonly LaneChange[] {
  const { guid, seq, version } = kill;
  const { lanes, undecided, subscriber } = subscription;
  undecided.delete(guid);
  const held = lanes.get(guid);
  const story = { subscriberId: subscriber.id, guid };
  // Decided on before, and still on its way; or it has been replaced since.
  if (held?.lane?.kill?.seq === seq || (held?.lane?.event?.version ?? 0) > version) return [];
  if (isOwed) {
    const lane = killLane(story, { seq, version }, now);
    lanes.set(guid, hold(lane, true));
    return [lane];
  }
  if (held?.lane === undefined) return [];
  // It was refused every time: they never had its text, and get nothing for it. Until that is on disk no later version
  // goes out: after a crash the kill would come to be owed again, behind it.
  held.lane = undefined;
  return [{ ...story, gone: true }];
}

async function isSuspect(
  { recent }: OwedKillsDeps,
  { suspects, subscriber }: Subscription,
  { guid, version }: WireEvent,
) {
  const inLane = suspects.lanes.get(guid);
  if (inLane !== undefined && inLane < version) return true;
  let matching = 0;
  for (let seq = suspects.cursor + 1; seq <= suspects.head && matching < suspects.window; seq += 1) {
    const loaded = await recent.at(seq);
    if (!isForDelivery(loaded.version, subscriber) || !isWanted(filterAt(suspects.settings, seq), loaded)) continue;
    if (loaded.event.guid === guid && loaded.event.version < version) return true;
    matching += 1;
  }
  return false;
}

/** A filter that cannot be applied has let nothing through. */
function isWanted(filter: Filter, { terms }: LoadedEvent): boolean {
  try {
    return matchesTerms(compileFilter(filter), terms);
  } catch {
    return false;
  }
}
