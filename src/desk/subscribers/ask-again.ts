/** Asks for stories to be sent to a subscriber once more: by name, or all that it has refused for good. */
import { isForDelivery } from '../../story/audience.ts';
import { matches } from '../../story/filter.ts';
import { WiredeskError } from '../../story/wiredesk-error.ts';
import type { Store } from '../../wire/store.ts';
import type { Subscriber } from '../../wire/subscriber.ts';

export type Asked = { readonly guid: string; readonly slug: string; readonly version: number };

type Stores = Pick<Store, 'stories' | 'subscribers' | 'deliveries'>;

/** Dead letters of more deliveries than this are looked up by story. */
const DEAD_MAX = 100_000;

/** The newest version of one story. Throws a `WiredeskError` where the subscriber is not to have it. */
export async function askAgain(
  store: Stores,
  subscriber: Subscriber,
  { guid, slug }: Pick<Asked, 'guid' | 'slug'>,
): Promise<readonly Asked[]> {
  const newest = await store.stories.version(guid);
  if (newest === undefined) throw new Error(`the wire knows ${guid} but has no version of it`);
  const { id, name, filter } = subscriber;
  const isForIt = isForDelivery(newest, subscriber);
  if (newest.pubStatus === 'withheld' && !isForIt) {
    throw new WiredeskError(`${slug} is withheld: it goes to nobody until its release`);
  }
  if (newest.pubStatus === 'canceled' && !(await hasText(store, id, guid))) {
    throw new WiredeskError(`${slug} has been killed, and ${name} never had it: it gets nothing of it`);
  }
  if (isForIt && !matches(filter, newest)) {
    throw new WiredeskError(`${slug} is not what ${name} asks for: see wiredesk subscribers match ${slug}`);
  }
  await store.subscribers.askToResend(id, [guid]);
  return [{ guid, slug, version: newest.version }];
}

/** The newest versions of stories that it has refused, but for those whose newest version it has by now. */
export async function askForDeadLetters(store: Stores, subscriber: Subscriber): Promise<readonly Asked[]> {
  const { id } = subscriber;
  const dead = await store.deliveries.find({ subscriberId: id, outcome: 'dead', limit: DEAD_MAX });
  const asked: Asked[] = [];
  for (const [guid, slug] of new Map(dead.map((letter) => [letter.guid, letter.slug]))) {
    const newest = await store.stories.version(guid);
    if (newest === undefined || !isForDelivery(newest, subscriber)) continue;
    if ((await deliveredVersion(store, id, guid)) >= newest.version) continue;
    asked.push({ guid, slug, version: newest.version });
  }
  await store.subscribers.askToResend(
    id,
    asked.map(({ guid }) => guid),
  );
  return asked;
}

async function hasText({ subscribers }: Stores, id: number, guid: string): Promise<boolean> {
  return (await subscribers.receivers(guid)).some(({ subscriberId }) => subscriberId === id);
}

async function deliveredVersion({ subscribers }: Stores, id: number, guid: string): Promise<number> {
  return (await subscribers.receivers(guid)).find(({ subscriberId }) => subscriberId === id)?.delivered ?? 0;
}
