/** `GET /v1/subscribers/{name}` */
import { subscriberNamed } from '../../../desk/subscribers/subscriber-named.ts';
import { json } from '../../answer.ts';
import { operation, type Operation } from '../../operation.ts';
import { subscriber, subscriberParams } from '../../schemas/subscriber.ts';
import { subscriberNow } from '../../subscriber-view.ts';

export const readSubscriber: Operation = operation({
  id: 'readSubscriber',
  method: 'GET',
  path: '/subscribers/{name}',
  tag: 'Subscribers',
  summary: 'Shows one subscriber, and what waits for it',
  scope: 'subscribers:read',
  params: subscriberParams,
  answers: { 200: { description: 'As it is now.', schema: subscriber } },
  run: async ({ params }, { store }) => json(await subscriberNow(store, await subscriberNamed(store, params.name))),
});
