/** A subscriber at work: what the dispatcher knows of it between two writes. */
import type { Progress, Subscriber } from '../wire/subscriber.ts';
import { RETRY_DELAY_MAX_MS } from './back-off.ts';
import { signingKeys, type SigningKey } from './keys.ts';

export type Subscription = {
  /** As last read from the store; its progress there may be behind. */
  subscriber: Subscriber;
  /** Ahead of the store by one event at most. */
  progress: Progress;
  writtenCursor: number;
  /** `idle`: has everything. `ready`: waits for its turn. `busy`: has it, or waits to be written. `waiting`: backs off. */
  state: 'idle' | 'ready' | 'busy' | 'waiting';
  /** Paused, removed or ended: no further turn. */
  isOver: boolean;
  keys?: readonly SigningKey[];
  callOff?: () => void;
};

export function subscriptionOf(subscriber: Subscriber): Subscription {
  const { progress } = subscriber;
  return { subscriber, progress, writtenCursor: progress.cursor, state: 'idle', isOver: false };
}

/** Takes over what has changed in the store, but not the progress. True where the endpoint is another one now. */
export function refreshed(subscription: Subscription, stored: Subscriber): boolean {
  const { url, secret, format } = subscription.subscriber;
  if (stored.secret !== secret) delete subscription.keys;
  subscription.subscriber = stored;
  return stored.url !== url || stored.secret !== secret || stored.format !== format;
}

/** Derived once. Throws where a secret is none. */
export function keysOf(subscription: Subscription): readonly SigningKey[] {
  subscription.keys ??= signingKeys(subscription.subscriber);
  return subscription.keys;
}

/** Bounded, so that a clock that was wrong when `retryAt` was written costs hours, not years. */
export function waitOf({ progress }: Subscription, now: number): number {
  if (progress.retryAt === undefined) return 0;
  return Math.min(Math.max(Date.parse(progress.retryAt) - now, 0), RETRY_DELAY_MAX_MS);
}
