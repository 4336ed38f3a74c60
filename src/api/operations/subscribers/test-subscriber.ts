/** `POST /v1/subscribers/{name}/test`: a signed ping, now, and what came back. */
import { z } from 'zod';

import { subscriberNamed } from '../../../desk/subscribers/subscriber-named.ts';
import { testSubscriber as test } from '../../../desk/subscribers/test-subscriber.ts';
import { json } from '../../answer.ts';
import { operation, type Operation } from '../../operation.ts';
import { subscriberParams } from '../../schemas/subscriber.ts';

export const testSubscriber: Operation = operation({
  id: 'testSubscriber',
  method: 'POST',
  path: '/subscribers/{name}/test',
  tag: 'Subscribers',
  summary: 'Sends one signed ping now, and shows what the endpoint answers',
  scope: 'subscribers:write',
  params: subscriberParams,
  answers: {
    200: {
      description: 'What came of it.',
      schema: z.object({
        taken: z.boolean(),
        durationMs: z.number(),
        reason: z.string(),
        status: z.int().optional().describe('Absent where nothing was answered'),
        answer: z.string().optional().describe('How it begins'),
        meaning: z.string().optional().describe('What that says of the secret'),
      }),
    },
  },
  async run({ params }, { store, newsroom }) {
    const { isTaken, ...pong } = await test(newsroom.desk, await subscriberNamed(store, params.name));
    return json({ taken: isTaken, ...pong });
  },
});
