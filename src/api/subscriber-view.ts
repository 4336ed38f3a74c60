/** A subscriber as the API shows it: nothing that is secret, nor what may be. */
import { describeRate } from '../delivery/rate.ts';
import { shownUrl } from '../desk/subscribers/shown.ts';
import type { WebSubSubscriber } from '../desk/websub-subscribers.ts';
import type { Store } from '../wire/store.ts';
import type { Lane, Subscriber } from '../wire/subscriber.ts';

export function subscriberView(subscriber: Subscriber, lanes: readonly Lane[]): object {
  const { name, url, format, profile, filter, window, rate, requestHeaders = {}, progress } = subscriber;
  const { publicKey, state, createdAt } = subscriber;
  const { cursor, failures, failingSince, retryAt, lastError } = progress;
  return {
    name,
    url: shownUrl(url),
    format,
    ...(profile !== undefined && { profile }),
    filter,
    window,
    ...(rate !== undefined && { rate: describeRate(rate) }),
    trusted: subscriber.isTrusted === true,
    headers: Object.keys(requestHeaders),
    ...(publicKey !== undefined && { publicKey }),
    state,
    createdAt,
    cursor,
    failures,
    ...(failingSince !== undefined && { failingSince }),
    ...(retryAt !== undefined && { retryAt }),
    ...(lastError !== undefined && { lastError }),
    waiting: lanes.map(laneView),
  };
}

export function laneView({ subscriberId: _of, ...lane }: Lane): object {
  return lane;
}

/** With what waits for it now. */
export async function subscriberNow(store: Pick<Store, 'subscribers'>, subscriber: Subscriber): Promise<object> {
  return subscriberView(subscriber, await store.subscribers.lanes([subscriber.id]));
}

export function websubView({ kind: _kind, id: _id, ...subscription }: WebSubSubscriber): object {
  return { ...subscription, url: shownUrl(subscription.url) };
}
