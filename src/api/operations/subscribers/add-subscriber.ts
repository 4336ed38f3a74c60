/** `POST /v1/subscribers`: somebody more who gets events pushed. */
import { z } from 'zod';

import { parseRequestHeaders } from '../../../delivery/request-headers.ts';
import { addSubscriber as add, type Added, type NewSubscription } from '../../../desk/subscribers/add-subscriber.ts';
import { json } from '../../answer.ts';
import type { Call } from '../../operation.ts';
import { operation, type Operation } from '../../operation.ts';
import type { ApiRoom } from '../../room.ts';
import { format } from '../../schemas/format.ts';
import {
  filterTerms,
  profile,
  pushSecret,
  rate,
  requestHeaders,
  signature,
  span,
  subscriber,
} from '../../schemas/subscriber.ts';
import { subscriberNow } from '../../subscriber-view.ts';
import { headersOf } from './written-headers.ts';

const BODY = z
  .strictObject({
    name: z.string().max(64).describe('Short and unique: lusa'),
    url: z.string().max(2_000).describe('Where its webhook listens'),
    format: format.exactOptional(),
    profile: profile.exactOptional(),
    signature: signature.default('v1'),
    pushSecret: pushSecret.exactOptional(),
    filter: filterTerms.default({}),
    window: z.int().min(1).max(64).exactOptional().describe('Events in flight at most; 1 is one after the other'),
    rate: rate.exactOptional(),
    trusted: z.boolean().default(false).describe('It gets stories under embargo too, marked as withheld'),
    backfill: z
      .union([z.literal('all'), span])
      .exactOptional()
      .describe('First what is out already: of the last 24h, or all'),
    headers: requestHeaders.exactOptional(),
  })
  .refine((body) => (body.format === undefined) !== (body.profile === undefined), {
    path: ['format'],
    message: 'must be there, or profile in its place, and not both',
  })
  .refine((body) => body.profile !== undefined || body.pushSecret === undefined, {
    path: ['pushSecret'],
    message: 'goes with a profile; without one Wiredesk makes the secret',
  })
  .refine((body) => body.profile === undefined || body.signature === 'v1', {
    path: ['signature'],
    message: 'must be v1: a subscriber with a profile shares a secret',
  });

export const addSubscriber: Operation = operation({
  id: 'addSubscriber',
  method: 'POST',
  path: '/subscribers',
  tag: 'Subscribers',
  summary: 'Adds a subscriber, and shows its secret, this once',
  description: 'Its address must be one that webhooks may go to (`webhooks` in wiredesk.yaml), as on the command line.',
  scope: 'subscribers:write',
  body: { kind: 'json', schema: BODY },
  showsSecret: true,
  answers: {
    201: {
      description: 'It gets events from now on.',
      schema: z.object({
        subscriber,
        secret: z.string().optional().describe('Shown only now; absent where it has a pair of keys, or was given'),
      }),
    },
  },
  async run(call, room) {
    const { trusted, headers, ...wanted } = call.body;
    const parsed = headers === undefined ? {} : parseRequestHeaders(headersOf(headers));
    const subscription = { ...wanted, isTrusted: trusted, headers: parsed };
    const added = (await addedBefore(call, subscription, room)) ?? (await add(room.newsroom.desk, subscription));
    room.newsroom.acted();
    const shown = await subscriberNow(room.store, added.subscriber);
    const location = `${room.desk.baseUrl}v1/subscribers/${encodeURIComponent(added.subscriber.name)}`;
    const { newSecret } = added;
    return json({ subscriber: shown, ...(newSecret !== undefined && { secret: newSecret }) }, 201, { location });
  },
});

/** By a process that died before it could answer: so nobody has seen the secret yet. */
async function addedBefore(
  { firstAskedAt }: Pick<Call, 'firstAskedAt'>,
  { name, url, pushSecret: given }: NewSubscription,
  { store }: ApiRoom,
): Promise<Added | undefined> {
  if (firstAskedAt === undefined) return undefined;
  const known = await store.subscribers.withName(name);
  if (known === undefined || known.url !== url || known.createdAt < firstAskedAt) return undefined;
  const isKnown = known.publicKey !== undefined || known.secret === given;
  return { subscriber: known, ...(!isKnown && { newSecret: known.secret }) };
}
