/** Formats by name. */
import { z } from 'zod';

import { chosenFormats } from '../../formats/index.ts';

export const format: z.ZodType<string> = z
  .enum([...chosenFormats.keys()])
  .meta({ id: 'Format', description: 'What a document is written in' });
