/** `GET /v1/problems`: what the types of problems mean; their addresses lead here. */
import { z } from 'zod';

import { json } from '../answer.ts';
import { operation, type Operation } from '../operation.ts';
import { PROBLEM_TYPES } from '../problem-types.ts';

export const listProblems: Operation = operation({
  id: 'listProblems',
  method: 'GET',
  path: '/problems',
  tag: 'Problems',
  summary: 'The types of problems that the API answers with',
  answers: {
    200: {
      description: 'Every type by its name, which is the fragment of its address.',
      schema: z.record(z.string(), z.object({ status: z.int(), title: z.string() })),
    },
  },
  run: async () => json(PROBLEM_TYPES),
});
