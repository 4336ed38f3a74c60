/** The subscriber that an operator means. */
import { ConflictError, NotFoundError } from '../../story/wiredesk-error.ts';
import { WEBSUB_NAME } from '../../websub/hub-log.ts';
import type { Store } from '../../wire/store.ts';
import type { Subscriber } from '../../wire/subscriber.ts';

/** Throws a `WiredeskError` that says which there are. */
export async function subscriberNamed({ subscribers }: Pick<Store, 'subscribers'>, name: string): Promise<Subscriber> {
  const subscriber = await subscribers.withName(name);
  if (subscriber !== undefined) return subscriber;
  if (WEBSUB_NAME.test(name)) {
    throw new ConflictError(
      `${name} has subscribed by WebSub, for itself: it can be listed and removed, and nothing else. ` +
        'wiredesk subscribers list shows when it had the feed last, and what keeps the feed from it',
    );
  }
  const names = (await subscribers.all()).map((other) => other.name);
  throw new NotFoundError(
    `there is no subscriber "${name}"${names.length > 0 ? `; there are: ${names.join(', ')}` : ' (there are none)'}`,
  );
}
