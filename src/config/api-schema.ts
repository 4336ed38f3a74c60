/** The settings of wiredesk.yaml for the HTTP API. */
import { z } from 'zod';

export type ApiSettings = {
  /** Of one token. */
  readonly requestsPerMinute: number;
  /** Streams and long polls that may be open at a time. */
  readonly streamsMax: number;
  /** Of one token. */
  readonly streamsPerToken: number;
};

export const api: z.ZodType<ApiSettings> = z
  .strictObject({
    requestsPerMinute: z.int().min(1).max(1_000_000).default(600),
    streamsMax: z.int().min(0).max(100_000).default(10_000),
    streamsPerToken: z.int().min(0).max(100_000).default(100),
  })
  .prefault({});
