/** `GET /v1/`: the description of the API, for people. */
import { descriptionOf } from '../description/description-of.ts';
import { descriptionPage, policyOf } from '../description/page.ts';
import { operation, type Operation } from '../operation.ts';

const MEDIA_TYPE = 'text/html; charset=utf-8';

export const readPage: Operation = operation({
  id: 'readPage',
  method: 'GET',
  path: '/',
  tag: 'The API',
  summary: 'The description of the API, for people',
  answers: { 200: { description: 'A page that needs no script and no other request.', mediaType: 'text/html' } },
  async run(_call, room) {
    const body = descriptionPage(descriptionOf(room));
    const headers = { 'content-security-policy': policyOf(body) };
    return { kind: 'body', status: 200, mediaType: MEDIA_TYPE, headers, body };
  },
});
