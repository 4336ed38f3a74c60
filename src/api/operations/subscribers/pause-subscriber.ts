/** `POST /v1/subscribers/{name}/pause`: holds its events. */
import { subscriberNamed } from '../../../desk/subscribers/subscriber-named.ts';
import { json } from '../../answer.ts';
import { operation, type Operation } from '../../operation.ts';
import { subscriber, subscriberParams } from '../../schemas/subscriber.ts';
import { subscriberNow } from '../../subscriber-view.ts';

export const pauseSubscriber: Operation = operation({
  id: 'pauseSubscriber',
  method: 'POST',
  path: '/subscribers/{name}/pause',
  tag: 'Subscribers',
  summary: 'Holds the events of a subscriber; nothing is lost',
  scope: 'subscribers:write',
  params: subscriberParams,
  answers: { 200: { description: 'Its events wait.', schema: subscriber } },
  async run({ params }, { store, newsroom }) {
    await store.subscribers.setState((await subscriberNamed(store, params.name)).id, 'paused');
    newsroom.acted();
    return json(await subscriberNow(store, await subscriberNamed(store, params.name)));
  },
});
