/** Why a story is taken back, and in what words. */
import { z } from 'zod';

import type { Withdrawing } from '../../desk/story-acts.ts';

const TEXT_MAX = 10_000;

const text = z.string().trim().min(1, 'must not be empty').max(TEXT_MAX);

export const withdrawing: z.ZodType<Withdrawing> = z.strictObject({
  reason: text.exactOptional().describe('Why: it stands in the notice, and in the note to editors'),
  notice: text.exactOptional().describe('The whole notice for readers, instead of the usual words with the reason'),
  from: text
    .exactOptional()
    .describe('The notice in stories/ that says so: it is the note to editors, and then done with'),
});
