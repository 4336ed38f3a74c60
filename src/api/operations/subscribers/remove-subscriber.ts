/** `DELETE /v1/subscribers/{name}`: forgets it; also one that has subscribed by WebSub. */
import { subscriberNamed } from '../../../desk/subscribers/subscriber-named.ts';
import { endWebSub } from '../../../desk/websub-subscribers.ts';
import type { ApiAnswer } from '../../answer.ts';
import { operation, type Operation } from '../../operation.ts';
import { subscriberParams } from '../../schemas/subscriber.ts';

const DONE: ApiAnswer = { kind: 'body', status: 204 };

export const removeSubscriber: Operation = operation({
  id: 'removeSubscriber',
  method: 'DELETE',
  path: '/subscribers/{name}',
  tag: 'Subscribers',
  summary: 'Forgets a subscriber: it gets nothing more',
  description: 'One that has subscribed by WebSub is told.',
  scope: 'subscribers:write',
  params: subscriberParams,
  answers: { 204: { description: 'It is removed.' } },
  async run({ params: { name }, firstAskedAt }, { store, newsroom, log }) {
    if ((await endWebSub(newsroom.desk, name, log)) !== undefined) return DONE;
    // A process that died before it could answer has removed it.
    const isGone = firstAskedAt !== undefined && (await store.subscribers.withName(name)) === undefined;
    if (!isGone) await store.subscribers.remove((await subscriberNamed(store, name)).id);
    newsroom.acted();
    return DONE;
  },
});
