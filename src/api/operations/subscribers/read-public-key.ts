/** `GET /v1/subscribers/{name}/public-key`: what a receiver of `v1a` signatures verifies with. */
import { z } from 'zod';

import { publicKeysOf } from '../../../desk/subscribers/public-keys.ts';
import { subscriberNamed } from '../../../desk/subscribers/subscriber-named.ts';
import { json } from '../../answer.ts';
import { operation, type Operation } from '../../operation.ts';
import { instant } from '../../schemas/story.ts';
import { subscriberParams } from '../../schemas/subscriber.ts';

export const readPublicKey: Operation = operation({
  id: 'readPublicKey',
  method: 'GET',
  path: '/subscribers/{name}/public-key',
  tag: 'Subscribers',
  summary: 'Shows the public key that a subscriber verifies with, and those before while they still sign',
  scope: 'subscribers:read',
  params: subscriberParams,
  answers: {
    200: {
      description: 'The keys. They are no secret.',
      schema: z.object({
        name: z.string(),
        publicKey: z.string(),
        former: z.array(z.object({ publicKey: z.string(), until: instant })),
      }),
    },
  },
  async run({ params }, { store, now }) {
    const subscriber = await subscriberNamed(store, params.name);
    return json({ name: subscriber.name, ...publicKeysOf(subscriber, now()) });
  },
});
