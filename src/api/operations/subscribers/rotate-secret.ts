/** `POST /v1/subscribers/{name}/rotate`: a new secret, beside which the old one signs for a time. */
import { z } from 'zod';

import { rotateSecret as rotate } from '../../../desk/subscribers/rotate-secret.ts';
import { subscriberNamed } from '../../../desk/subscribers/subscriber-named.ts';
import { json } from '../../answer.ts';
import { operation, type Operation } from '../../operation.ts';
import { instant } from '../../schemas/story.ts';
import { pushSecret, signature, span, subscriberParams } from '../../schemas/subscriber.ts';

export const rotateSecret: Operation = operation({
  id: 'rotateSecret',
  method: 'POST',
  path: '/subscribers/{name}/rotate',
  tag: 'Subscribers',
  summary: 'Gives a subscriber a new secret, and shows it, this once',
  scope: 'subscribers:write',
  params: subscriberParams,
  body: {
    kind: 'json',
    schema: z.strictObject({
      grace: span.default('24h').describe('So long both sign, such as 24h; 0s when the old one has leaked'),
      signature: signature.exactOptional(),
      pushSecret: pushSecret.exactOptional(),
    }),
  },
  showsSecret: true,
  answers: {
    200: {
      description: 'It signs from now on.',
      schema: z.object({
        name: z.string(),
        secret: z.string().optional().describe('Shown only now'),
        publicKey: z.string().optional(),
        bothUntil: instant.optional().describe('So long the old one signs too'),
      }),
    },
  },
  async run({ params, body }, { store, newsroom }) {
    const subscriber = await subscriberNamed(store, params.name);
    const { newSecret, ...rotated } = await rotate(newsroom.desk, subscriber, body);
    newsroom.acted();
    return json({ name: subscriber.name, ...(newSecret !== undefined && { secret: newSecret }), ...rotated });
  },
});
