/** What every problem looks like (RFC 9457 §3). */
import { z } from 'zod';

import { copyProblem } from '../schemas/story.ts';

export const problemSchema: z.ZodObject = z
  .looseObject({
    type: z.string().describe('Which kind it is: an address that leads to /v1/problems'),
    title: z.string(),
    status: z.int(),
    detail: z.string().describe('What is wrong this time, and what to do'),
    errors: z
      .array(
        z.object({
          detail: z.string(),
          pointer: z.string().optional().describe('Into the body (RFC 6901)'),
          parameter: z.string().optional(),
          header: z.string().optional(),
        }),
      )
      .optional(),
    problems: z.array(copyProblem).optional().describe('Of copy that cannot be used: every one, with its place'),
  })
  .meta({ id: 'Problem' });
