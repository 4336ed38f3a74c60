/** What an attempt's outcome means for the event that it carried: the whole policy, pure. */
import type { Lane } from '../wire/subscriber.ts';
import { isDeadLetter, type LaneMoment } from './lane.ts';
import type { Outcome } from './outcome.ts';
import type { Entry } from './window.ts';

/**
 * `again`: the endpoint's fault, the event stays where it is. `lane`: the event's own fault, it waits beside the cursor.
 * `dead`: given up. `ended`: the subscription is over.
 */
export type Verdict = 'delivered' | 'again' | 'lane' | 'kill-again' | 'dead' | 'ended';

/** So often one event may meet a failure, with others going through, until the failure counts as its own. */
const LONE_FAILURES_MAX = 5;

/** Of an event in the window; its counts include this outcome. */
export function verdictOnEvent(outcome: Outcome, { failures, othersSince }: Entry): Verdict {
  if (outcome.kind === 'delivered') return 'delivered';
  if (outcome.kind === 'gone') return 'ended';
  if (outcome.kind === 'event-refused') return outcome.isFinal === true ? 'dead' : 'lane';
  return failures >= LONE_FAILURES_MAX && othersSince > 0 ? 'lane' : 'again';
}

/** Of what goes first in a lane. */
export function verdictInLane(outcome: Outcome, lane: Lane, moment: LaneMoment): Verdict {
  if (outcome.kind === 'delivered') return 'delivered';
  if (outcome.kind === 'gone') return 'ended';
  if (lane.kill !== undefined) return 'kill-again';
  return isDeadLetter(lane, outcome, moment) ? 'dead' : 'lane';
}
