/** `GET /v1/page.css`: how the page about the API looks. */
import { pageStyle } from '../description/page-style.ts';
import { operation, type Operation } from '../operation.ts';

export const readPageStyle: Operation = operation({
  id: 'readPageStyle',
  method: 'GET',
  path: '/page.css',
  tag: 'The API',
  summary: 'The look of that page',
  answers: { 200: { description: 'A style sheet.', mediaType: 'text/css' } },
  run: async () => ({ kind: 'body', status: 200, mediaType: 'text/css; charset=utf-8', body: pageStyle }),
});
