/** Sends again to a subscriber that was paused or suspended, from where it stopped. */
import type { Subscriber } from '../../wire/subscriber.ts';
import type { OpenDesk } from '../open-desk.ts';

/** `every`: each event since; `latest`: of each story only the newest version. */
export const CATCH_UP = ['every', 'latest'] as const;
export type CatchUp = (typeof CATCH_UP)[number];

export async function resumeSubscriber({ store }: OpenDesk, { id }: Subscriber, catchUp: CatchUp): Promise<void> {
  const head = await store.log.head();
  await store.subscribers.resume(id, catchUp === 'latest' ? (head?.seq ?? 0) : 0);
}
