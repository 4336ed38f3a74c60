/** `PUT /v1/subscribers/{name}/trust`: whether it gets stories under embargo. */
import { z } from 'zod';

import { trustSubscriber as trust } from '../../../desk/subscribers/change-subscriber.ts';
import { subscriberNamed } from '../../../desk/subscribers/subscriber-named.ts';
import { json } from '../../answer.ts';
import { operation, type Operation } from '../../operation.ts';
import { subscriber, subscriberParams } from '../../schemas/subscriber.ts';
import { subscriberNow } from '../../subscriber-view.ts';

export const trustSubscriber: Operation = operation({
  id: 'trustSubscriber',
  method: 'PUT',
  path: '/subscribers/{name}/trust',
  tag: 'Subscribers',
  summary: 'Says whether a subscriber gets stories under embargo too, marked as withheld',
  scope: 'subscribers:write',
  params: subscriberParams,
  body: { kind: 'json', schema: z.strictObject({ trusted: z.boolean() }) },
  answers: { 200: { description: 'As it is now.', schema: subscriber } },
  async run({ params, body }, { store, newsroom }) {
    await trust(newsroom.desk, await subscriberNamed(store, params.name), body.trusted);
    newsroom.acted();
    return json(await subscriberNow(store, await subscriberNamed(store, params.name)));
  },
});
