/** What a subscriber's server makes of an attempt, in its mood of the moment: whether it arrives, and what its sender hears. */
import type { Outcome } from '../../../src/delivery/outcome.ts';
import type { Dice } from '../random.ts';
import { isKill, type Attempted, type Committed, type Receiver } from './receiver.ts';

export function arrives(to: Receiver, attempted: Attempted, at: number): void {
  if (attempted.hasArrived) return;
  attempted.hasArrived = true;
  to.arrivals.push({ committed: attempted.committed, at, attempt: to.attempts.indexOf(attempted) });
}

const DELIVERED: Outcome = { kind: 'delivered', status: 204, durationMs: 3, reason: 'HTTP 204' };
const NO_CONNECTION: Outcome = { kind: 'endpoint-failed', durationMs: 1, reason: 'connection refused' };
const NO_ANSWER: Outcome = {
  kind: 'endpoint-failed',
  durationMs: 15_000,
  isUnknown: true,
  reason: 'no answer in time',
};
const FAILING: Outcome = { kind: 'endpoint-failed', status: 503, durationMs: 3, isUnknown: true, reason: 'HTTP 503' };
const REFUSED: Outcome = { kind: 'event-refused', status: 422, durationMs: 3, reason: 'HTTP 422' };
const GONE: Outcome = { kind: 'gone', status: 410, durationMs: 3, reason: 'HTTP 410' };

/** Some versions are refused by some subscribers, whenever they come; others make their servers fail. */
function poison({ name }: Receiver, { event }: Committed): 'refused' | 'failing' | undefined {
  const number = (event.seq * 7 + name.length * 13) % 23;
  if (isKill({ event } as Committed)) return undefined;
  if (number < 3) return 'refused';
  return number === 5 ? 'failing' : undefined;
}

/** What the attempt comes to; whether it arrives is settled with it. */
export function answer(to: Receiver, attempted: Attempted, { dice, at }: { dice: Dice; at: number }): Outcome {
  const finish = (end: Attempted['end'], outcome: Outcome): Outcome => {
    attempted.end = end;
    return outcome;
  };
  if (attempted.hasArrived) {
    return dice.chance(0.6) ? finish('delivered', DELIVERED) : finish('unknown', NO_ANSWER);
  }
  const { mood } = to;
  if (mood === 'refusing') return finish('certainly-not', NO_CONNECTION);
  if (mood === 'busy') return finish('certainly-not', { ...NO_CONNECTION, status: 429, retryAfterMs: 600_000 });
  if (mood === 'losing') {
    if (dice.chance(0.5)) arrives(to, attempted, at);
    return finish('unknown', NO_ANSWER);
  }
  const bad = poison(to, attempted.committed);
  if (mood === 'failing' || bad === 'failing') return finish('unknown', FAILING);
  if (bad === 'refused') return finish('refused', REFUSED);
  if (isKill(attempted.committed) && dice.chance(0.1)) return finish('refused', REFUSED);
  if (dice.chance(0.003)) return finish('certainly-not', GONE);
  arrives(to, attempted, at);
  return finish('delivered', DELIVERED);
}

/** In the end all servers are mended, but some versions are refused for ever. */
export function mendedAnswer(to: Receiver, attempted: Attempted, at: number): Outcome {
  if (!attempted.hasArrived && poison(to, attempted.committed) === 'refused') {
    attempted.end = 'refused';
    return REFUSED;
  }
  arrives(to, attempted, at);
  attempted.end = 'delivered';
  return DELIVERED;
}
