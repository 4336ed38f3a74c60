/** `GET /v1/openapi.json`: the description of the API, for programs. */
import { z } from 'zod';

import { json } from '../answer.ts';
import { descriptionOf } from '../description/description-of.ts';
import { operation, type Operation } from '../operation.ts';

export const readDescription: Operation = operation({
  id: 'readDescription',
  method: 'GET',
  path: '/openapi.json',
  tag: 'The API',
  summary: 'The description of the API, for programs (OpenAPI 3.1)',
  answers: { 200: { description: 'The document.', schema: z.looseObject({ openapi: z.string() }) } },
  run: async (_call, room) => json(descriptionOf(room), 200, { 'access-control-allow-origin': '*' }),
});
