/** Formats by name. */
import { z } from 'zod';

import { chosenFormats } from '../../formats/index.ts';

/** `ninjs` (application/json), `rss` (application/rss+xml) ... */
const named = [...chosenFormats].map(([name, { mediaType }]) => `\`${name}\` (${mediaType.split(';')[0]})`).join(', ');

export const FORMATS_DESCRIBED: string = `What a document is written in: ${named}`;

export const format: z.ZodType<string> = z
  .enum([...chosenFormats.keys()])
  .meta({ id: 'Format', description: FORMATS_DESCRIBED });
