/** The settings of wiredesk.yaml for the HTTP API. */
import { z } from 'zod';

export type ApiSettings = {
  /** Of one token. */
  readonly requestsPerMinute: number;
};

export const api: z.ZodType<ApiSettings> = z
  .strictObject({
    requestsPerMinute: z.int().min(1).max(1_000_000).default(600),
  })
  .prefault({});
