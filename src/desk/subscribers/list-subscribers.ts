/** All who get events pushed or have subscribed by WebSub, with what waits for each. */
import type { Store } from '../../wire/store.ts';
import type { Lane, Subscriber } from '../../wire/subscriber.ts';
import { websubSubscribers, type WebSubSubscriber } from '../websub-subscribers.ts';
import { shown, shownUrl, type Shown } from './shown.ts';

export type Listed = {
  readonly webhooks: readonly { readonly subscriber: Subscriber; readonly lanes: readonly Lane[] }[];
  readonly websub: readonly WebSubSubscriber[];
};

export async function listSubscribers(store: Pick<Store, 'subscribers' | 'websub'>): Promise<Listed> {
  const [all, waiting] = [await store.subscribers.all(), await store.subscribers.lanes()];
  const lanesOf = Map.groupBy(waiting, ({ subscriberId }) => subscriberId);
  return {
    webhooks: all.map((subscriber) => ({ subscriber, lanes: lanesOf.get(subscriber.id) ?? [] })),
    websub: await websubSubscribers(store),
  };
}

/** As it may be shown, with what waits for it. */
export type ShownWebhook = Shown & { readonly kind: 'webhook'; readonly lanes: readonly Lane[] };

export function shownList({ webhooks, websub }: Listed): readonly (ShownWebhook | WebSubSubscriber)[] {
  return [
    ...webhooks.map(({ subscriber, lanes }) => ({ kind: 'webhook' as const, ...shown(subscriber), lanes })),
    ...websub.map((one) => ({ ...one, url: shownUrl(one.url) })),
  ];
}
