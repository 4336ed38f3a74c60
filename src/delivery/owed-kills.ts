/**
 * Who gets a kill: whoever has an earlier version of the story, or may have; nobody else. Known is that from the ledger,
 * from what is not written down yet, and from what a process that died may have sent without writing it down.
 */
import { isForDelivery } from '../story/audience.ts';
import { matches } from '../story/filter.ts';
import type { WireEvent } from '../wire/event.ts';
import { StoreError, type LaneChange, type SubscriberList } from '../wire/store.ts';
import type { Receiver } from '../wire/subscriber.ts';
import { killLane } from './lane.ts';
import type { ProgressWriter } from './progress-writer.ts';
import { hold, isInFlight, type Subscription } from './subscription.ts';
import type { Room } from './turn.ts';

type OwedKillsDeps = Pick<Room, 'recent' | 'record' | 'place' | 'now'> & {
  readonly store: { readonly subscribers: Pick<SubscriberList, 'receivers'> };
  readonly unrecorded: ProgressWriter['unrecorded'];
  readonly all: () => Iterable<Subscription>;
};

/** Decides on every kill and subscriber of which it is not known yet. Rejects where the store cannot be read. */
export async function decideKills(deps: OwedKillsDeps): Promise<void> {
  const open = new Map([...deps.all()].flatMap(({ undecided }) => [...undecided]));
  for (const kill of open.values()) await decideKill(deps, kill);
}

async function decideKill(deps: OwedKillsDeps, kill: WireEvent): Promise<void> {
  const { guid } = kill;
  // Of who is being sent an earlier version right now it is not known yet: that attempt's end asks again.
  const concerned = [...deps.all()].filter((one) => one.undecided.get(guid) === kill && !isInFlight(one, guid));
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
    if (subscription.undecided.get(guid) !== kill || isInFlight(subscription, guid)) continue;
    const lanes = decide(subscription, kill, isOwed, deps.now());
    if (lanes.length > 0) deps.record(subscription, { lanes });
    deps.place(subscription);
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
  // It was refused every time: they never had its text, and get nothing for it.
  lanes.delete(guid);
  return [{ ...story, gone: true }];
}

async function isSuspect(
  { recent }: OwedKillsDeps,
  { subscriber, suspects }: Subscription,
  { guid, version }: WireEvent,
) {
  const inLane = suspects.lanes.get(guid);
  if (inLane !== undefined && inLane < version) return true;
  let matching = 0;
  for (let seq = suspects.cursor + 1; seq <= suspects.head && matching < suspects.window; seq += 1) {
    const loaded = await recent.at(seq);
    if (!isForDelivery(loaded.version, subscriber) || !isWanted(subscriber.filter, loaded.version)) continue;
    if (loaded.event.guid === guid && loaded.event.version < version) return true;
    matching += 1;
  }
  return false;
}

/** A filter that cannot be applied has let nothing through. */
function isWanted(...[filter, version]: Parameters<typeof matches>): boolean {
  try {
    return matches(filter, version);
  } catch (error) {
    if (error instanceof StoreError) throw error;
    return false;
  }
}
