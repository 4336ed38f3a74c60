/** `GET /v1/deliveries`: who got what, and what was refused. */
import { z } from 'zod';

import { subscriberNamed } from '../../desk/subscribers/subscriber-named.ts';
import { parseDuration } from '../../story/duration.ts';
import { EVENT_TYPES } from '../../story/story.ts';
import type { RecordedDelivery } from '../../wire/delivery-record.ts';
import { json } from '../answer.ts';
import { bearer } from '../bearer.ts';
import { operation, type Operation } from '../operation.ts';
import { instant } from '../schemas/story.ts';
import { span } from '../schemas/subscriber.ts';
import { isOfNewsroom, storySeen } from '../story-view.ts';

const delivery = z
  .object({
    subscriber: z.string().optional().describe('Absent where it has been removed since'),
    subscriberId: z.int(),
    seq: z.int().describe('Of the event in the log'),
    sequence: z
      .int()
      .optional()
      .describe('Of the event as its receiver has it; absent where only the trusted may know of it'),
    event: z.enum(EVENT_TYPES),
    guid: z.string(),
    slug: z.string(),
    version: z.int(),
    headline: z.string().optional().describe('For tokens that may write stories'),
    committedAt: instant,
    finishedAt: instant,
    outcome: z.enum(['delivered', 'dead']).describe('dead: refused for good, or given up'),
    status: z.int().optional().describe('Of the last attempt; absent where nothing was answered'),
    attempts: z.int(),
    durationMs: z.number().describe('Of the last attempt'),
    reason: z.string().optional(),
  })
  .meta({ id: 'Delivery' });

export const listDeliveries: Operation = operation({
  id: 'listDeliveries',
  method: 'GET',
  path: '/deliveries',
  tag: 'Deliveries',
  summary: 'Lists who got what, newest first: each delivery that is finished',
  scope: 'deliveries:read',
  query: z.strictObject({
    subscriber: z.string().max(200).exactOptional().describe('Only to this one'),
    story: z.string().max(2_000).exactOptional().describe('Only of this one: its guid or slug'),
    since: span.exactOptional().describe('Finished in the last 90s, 15m, 2h, 3d'),
    dead: z.literal('true').exactOptional().describe('Only dead letters: refused for good'),
    limit: z.coerce.number().int().min(1).max(1_000).default(50),
  }),
  answers: { 200: { description: 'Those found.', schema: z.object({ deliveries: z.array(delivery) }) } },
  async run(call, room) {
    const { subscriber, story, since, dead, limit } = call.query;
    const token = bearer(call);
    const { store, now } = room;
    const found = await store.deliveries.find({
      limit,
      ...(subscriber !== undefined && { subscriberId: (await subscriberNamed(store, subscriber)).id }),
      ...(story !== undefined && { guid: (await storySeen(token, story, room)).entry.guid }),
      ...(since !== undefined && { since: new Date(now().getTime() - parseDuration(since)).toISOString() }),
      ...(dead !== undefined && { outcome: 'dead' as const }),
    });
    return json({ deliveries: isOfNewsroom(token) ? found : found.map(withoutText) });
  },
});

/** It may be that of a story which was killed since, or is under embargo. */
function withoutText({ headline: _headline, ...rest }: RecordedDelivery): object {
  return rest;
}
