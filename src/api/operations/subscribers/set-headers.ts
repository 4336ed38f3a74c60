/** `PUT /v1/subscribers/{name}/headers`: the header fields that its endpoint wants besides. */
import { parseRequestHeaders } from '../../../delivery/request-headers.ts';
import { requireSecrets } from '../../../desk/secrets.ts';
import { subscriberNamed } from '../../../desk/subscribers/subscriber-named.ts';
import { json } from '../../answer.ts';
import { operation, type Operation } from '../../operation.ts';
import { requestHeaders, subscriber, subscriberParams } from '../../schemas/subscriber.ts';
import { subscriberNow } from '../../subscriber-view.ts';
import { headersOf } from './written-headers.ts';

export const setHeaders: Operation = operation({
  id: 'setHeaders',
  method: 'PUT',
  path: '/subscribers/{name}/headers',
  tag: 'Subscribers',
  summary: 'Says which header fields are sent along, in place of all there were',
  description: 'An empty body `{}` is none. Their names are shown with the subscriber, their values never.',
  scope: 'subscribers:write',
  params: subscriberParams,
  body: { kind: 'json', schema: requestHeaders },
  answers: { 200: { description: 'As it is now.', schema: subscriber } },
  async run({ params, body }, { store, newsroom }) {
    const headers = parseRequestHeaders(headersOf(body));
    await requireSecrets(store);
    await store.subscribers.setRequestHeaders((await subscriberNamed(store, params.name)).id, headers);
    newsroom.acted();
    return json(await subscriberNow(store, await subscriberNamed(store, params.name)));
  },
});
