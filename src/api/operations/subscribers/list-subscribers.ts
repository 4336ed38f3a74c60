/** `GET /v1/subscribers`: who gets events pushed, and who has subscribed by WebSub. */
import { z } from 'zod';

import { listSubscribers as listAll } from '../../../desk/subscribers/list-subscribers.ts';
import { json } from '../../answer.ts';
import { operation, type Operation } from '../../operation.ts';
import { subscriber, websubSubscriber } from '../../schemas/subscriber.ts';
import { subscriberView, websubView } from '../../subscriber-view.ts';

export const listSubscribers: Operation = operation({
  id: 'listSubscribers',
  method: 'GET',
  path: '/subscribers',
  tag: 'Subscribers',
  summary: 'Lists all subscribers, what each wants and how far it has got',
  scope: 'subscribers:read',
  answers: {
    200: {
      description: 'All of them.',
      schema: z.object({ subscribers: z.array(subscriber), websub: z.array(websubSubscriber) }),
    },
  },
  async run(_call, { store }) {
    const { webhooks, websub } = await listAll(store);
    const subscribers = webhooks.map((each) => subscriberView(each.subscriber, each.lanes));
    return json({ subscribers, websub: websub.map(websubView) });
  },
});
