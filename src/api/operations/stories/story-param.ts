/** How a story is named in an address. */
import { z } from 'zod';

export const storyParams: z.ZodObject<{ story: z.ZodString }> = z.object({
  story: z
    .string()
    .max(2_000)
    .describe('Its guid or slug; for tokens that may write stories its file in stories/ too. Percent-encoded'),
});
