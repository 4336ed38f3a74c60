/** A ping from this desk to one of its subscribers, by the way that deliveries take. */
import { randomUUID } from 'node:crypto';

import type { Pong } from '../../delivery/ping.ts';
import type { Subscriber } from '../../wire/subscriber.ts';
import { deliverySettings } from '../delivery-settings.ts';
import type { OpenDesk } from '../open-desk.ts';
import { requireSecrets } from '../secrets.ts';

/** Throws a `WiredeskError` where the key of the secrets is not there. */
export async function pingSubscriber({ desk, settings, store }: OpenDesk, subscriber: Subscriber): Promise<Pong> {
  await requireSecrets(store);
  const [{ deliveryAgent }, { ping }] = await Promise.all([
    import('../../delivery/agent.ts'),
    import('../../delivery/ping.ts'),
  ]);
  const { attempt: limits, connection } = deliverySettings(settings.webhooks);
  const agent = deliveryAgent({ policy: settings.webhooks, limits: connection });
  const { name, version } = desk.generator;
  try {
    return await ping(
      { subscriber, uuid: randomUUID(), agency: desk.agency.name },
      { agent, userAgent: `${name}/${version}`, now: Date.now, limits },
      new AbortController().signal,
    );
  } finally {
    await agent.destroy();
  }
}
