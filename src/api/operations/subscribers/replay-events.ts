/** `POST /v1/subscribers/{name}/replay`: sends events again, each under its old `webhook-id`. */
import { z } from 'zod';

import { askAgain, askForDeadLetters } from '../../../desk/subscribers/ask-again.ts';
import { replayFrom } from '../../../desk/subscribers/replay-events.ts';
import { subscriberNamed } from '../../../desk/subscribers/subscriber-named.ts';
import type { Subscriber } from '../../../wire/subscriber.ts';
import { json, type ApiAnswer } from '../../answer.ts';
import { bearer } from '../../bearer.ts';
import type { Call } from '../../operation.ts';
import { operation, type Operation } from '../../operation.ts';
import type { ApiRoom } from '../../room.ts';
import { span, subscriberParams } from '../../schemas/subscriber.ts';
import { storySeen } from '../../story-view.ts';

const BODY = z
  .strictObject({
    since: span.exactOptional().describe('What was committed in the last 90s, 15m, 2h, 3d'),
    seq: z.int().min(1).exactOptional().describe('From this event on'),
    story: z.string().max(2_000).exactOptional().describe('The newest version of this story: its guid or slug'),
    dead: z.literal(true).exactOptional().describe('The newest version of each story that was refused for good'),
  })
  .refine((body) => Object.keys(body).length === 1, 'must have one of since, seq, story and dead');

export const replayEvents: Operation = operation({
  id: 'replayEvents',
  method: 'POST',
  path: '/subscribers/{name}/replay',
  tag: 'Subscribers',
  summary: 'Sends events again to a subscriber, each under its old webhook-id',
  scope: 'subscribers:write',
  params: subscriberParams,
  body: { kind: 'json', schema: BODY },
  answers: {
    200: {
      description: 'What is owed to it again.',
      schema: z.object({
        name: z.string(),
        cursor: z.int().optional().describe('With since and seq: events after this one are sent again'),
        owed: z
          .object({
            events: z.int(),
            isMore: z.boolean().describe('At least so many'),
            withdrawals: z.int().describe('Kills and holds of stories that it has, or may have'),
          })
          .optional(),
        asked: z
          .array(z.object({ guid: z.string(), slug: z.string(), version: z.int() }))
          .optional()
          .describe('With story and dead: what is sent again'),
      }),
    },
  },
  async run(call, room) {
    const subscriber = await subscriberNamed(room.store, call.params.name);
    const answer = await replay(subscriber, call, room);
    room.newsroom.acted();
    return answer;
  },
});

async function replay(
  before: Subscriber,
  { body, token }: Pick<Call<unknown, unknown, unknown, z.output<typeof BODY>>, 'body' | 'token'>,
  room: ApiRoom,
): Promise<ApiAnswer> {
  const { store } = room;
  const { name } = before;
  const { since, seq, story } = body;
  if (since !== undefined || seq !== undefined) {
    const from = since === undefined ? { seq: String(seq) } : { since };
    const { subscriber, owed } = await replayFrom(store, before, from);
    return json({ name, cursor: subscriber.progress.cursor, owed });
  }
  if (story === undefined) return json({ name, asked: await askForDeadLetters(store, before) });
  const { entry } = await storySeen(bearer({ token }), story, room);
  return json({ name, asked: await askAgain(store, before, entry) });
}
