/** `POST /v1/subscribers/{name}/resume`: sends again, from where it stopped. */
import { z } from 'zod';

import { CATCH_UP, resumeSubscriber as resume } from '../../../desk/subscribers/resume-subscriber.ts';
import { subscriberNamed } from '../../../desk/subscribers/subscriber-named.ts';
import { json } from '../../answer.ts';
import { operation, type Operation } from '../../operation.ts';
import { subscriber, subscriberParams } from '../../schemas/subscriber.ts';
import { subscriberNow } from '../../subscriber-view.ts';

export const resumeSubscriber: Operation = operation({
  id: 'resumeSubscriber',
  method: 'POST',
  path: '/subscribers/{name}/resume',
  tag: 'Subscribers',
  summary: 'Sends again to a paused or suspended subscriber, from where it stopped',
  scope: 'subscribers:write',
  params: subscriberParams,
  body: {
    kind: 'json',
    schema: z.strictObject({
      catchUp: z
        .enum(CATCH_UP)
        .default('every')
        .describe('Every event since, or of each story only the latest version'),
    }),
  },
  answers: { 200: { description: 'It is active again.', schema: subscriber } },
  async run({ params, body }, { store, newsroom }) {
    await resume(newsroom.desk, await subscriberNamed(store, params.name), body.catchUp);
    newsroom.acted();
    return json(await subscriberNow(store, await subscriberNamed(store, params.name)));
  },
});
