/** Takes out of a subscriber's window what needs no attempt: what has been killed or replaced, and what joins a lane of its story. */
import type { LaneChange } from '../wire/store.ts';
import type { SentMark } from '../wire/subscriber.ts';
import type { Fence } from './fence.ts';
import { joinLane } from './lane.ts';
import type { Change } from './pending-batch.ts';
import type { Subscription } from './subscription.ts';
import type { Entry } from './window.ts';

export function sweep(subscription: Subscription, isKilled: Fence['isKilled'], now: number): Change {
  const sent: SentMark[] = [];
  const lanes: LaneChange[] = [];
  for (const entry of subscription.window.entries) {
    if (entry.state !== 'waiting') continue;
    if (isKilled(entry) || entry.isSuperseded) sent.push(...passOver(subscription, entry));
    else if (subscription.lanes.has(entry.guid)) lanes.push(...joined(subscription, entry, now));
  }
  return { sent, lanes };
}

/** Nobody owes it any more, or not in this version. What may have been sent before is remembered, since the cursor will tell no longer. */
function passOver({ subscriber }: Subscription, entry: Entry): readonly SentMark[] {
  entry.state = 'passed';
  if (!entry.isSuspect) return [];
  const { guid, version } = entry;
  return [{ subscriberId: subscriber.id, guid, version, outcome: 'possible' }];
}

function joined({ lanes, undecided }: Subscription, entry: Entry, now: number): readonly LaneChange[] {
  const { guid, seq, version } = entry;
  const held = lanes.get(guid);
  if (held?.lane === undefined || undecided.has(guid)) return [];
  held.isSuspect ||= entry.isSuspect;
  entry.state = 'passed';
  entry.isInLane = true;
  // From before a restart it may hold this one already, or a later one.
  if ((held.lane.event?.version ?? 0) >= version) return [];
  held.lane = joinLane(held.lane, { seq, version }, now);
  return [held.lane];
}
