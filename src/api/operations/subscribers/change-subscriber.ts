/** `PATCH /v1/subscribers/{name}`: what was said when it was added, said anew. */
import { z } from 'zod';

import { changeSubscriber as change, type WantedChange } from '../../../desk/subscribers/change-subscriber.ts';
import { subscriberNamed } from '../../../desk/subscribers/subscriber-named.ts';
import { json } from '../../answer.ts';
import { operation, type Operation } from '../../operation.ts';
import { format } from '../../schemas/format.ts';
import { filterTerms, rate, subscriber, subscriberParams } from '../../schemas/subscriber.ts';
import { subscriberNow } from '../../subscriber-view.ts';

const BODY = z
  .strictObject({
    url: z.string().max(2_000).exactOptional(),
    format: format.exactOptional(),
    filter: filterTerms
      .exactOptional()
      .describe('In place of what it has; an empty list is everything. Counts from the next event on'),
    window: z.int().min(1).max(64).exactOptional(),
    rate: z
      .union([z.literal('off'), rate])
      .exactOptional()
      .describe('Such as 10/s or 30/min, or off'),
  })
  .refine((body) => Object.keys(body).length > 0, 'must say what to change');

export const changeSubscriber: Operation = operation({
  id: 'changeSubscriber',
  method: 'PATCH',
  path: '/subscribers/{name}',
  tag: 'Subscribers',
  summary: 'Says anew where a subscriber gets its events, in which format, and which of them',
  description: 'What is in flight goes out as it was.',
  scope: 'subscribers:write',
  params: subscriberParams,
  body: { kind: 'json', schema: BODY },
  answers: { 200: { description: 'As it is now.', schema: subscriber } },
  async run({ params, body }, { store, newsroom }) {
    const before = await subscriberNamed(store, params.name);
    const after = await change(newsroom.desk, before, changeOf(body));
    newsroom.acted();
    return json(await subscriberNow(store, after));
  },
});

function changeOf({ rate: written, ...rest }: z.output<typeof BODY>): WantedChange {
  return { ...rest, ...(written !== undefined && { rate: written === 'off' ? 'none' : written }) };
}
