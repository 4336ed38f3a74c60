/** `GET /v1/`: the description of the API, for people. */
import { descriptionOf } from '../description/description-of.ts';
import { CONTENT_SECURITY_POLICY } from '../../formats/content-security-policy.ts';
import { descriptionPage } from '../description/page.ts';
import { operation, type Operation } from '../operation.ts';

const MEDIA_TYPE = 'text/html; charset=utf-8';

export const readPage: Operation = operation({
  id: 'readPage',
  method: 'GET',
  path: '/',
  tag: 'The API',
  summary: 'The description of the API, for people',
  answers: { 200: { description: 'A page that needs no script and nothing from elsewhere.', mediaType: 'text/html' } },
  async run({ request: { target } }, room) {
    const address = /^[^?#]*\/(?:[?#]|$)/.test(target) ? '/v1/' : '/v1';
    const body = descriptionPage(descriptionOf(room), room.desk, address);
    const headers = { 'content-security-policy': `${CONTENT_SECURITY_POLICY}; frame-ancestors 'none'` };
    return { kind: 'body', status: 200, mediaType: MEDIA_TYPE, headers, body };
  },
});
