/** Subscribers as the API shows and takes them. */
import { z } from 'zod';

import { SIGNATURES } from '../../delivery/issue-secret.ts';
import { parseRate } from '../../delivery/rate.ts';
import { parseDuration } from '../../story/duration.ts';
import { parseFilter } from '../../story/filter-terms.ts';
import type { Filter } from '../../story/filter.ts';
import { EVENT_TYPES } from '../../story/story.ts';
import { WiredeskError } from '../../story/wiredesk-error.ts';
import type { Profile, Rate } from '../../wire/subscriber.ts';
import { instant } from './story.ts';

export const subscriberParams: z.ZodObject<{ name: z.ZodString }> = z.object({
  name: z.string().max(200).describe('Its name, percent-encoded'),
});

/** What a parser of the desk understands; its refusal is told as it stands. */
function parsed<Value>(parse: (written: string) => Value): z.ZodType<Value> {
  return z
    .string()
    .max(1_000)
    .transform((written, context): Value => {
      try {
        return parse(written);
      } catch (error) {
        if (!(error instanceof WiredeskError)) throw error;
        context.addIssue(error.message);
        return z.NEVER;
      }
    });
}

export const rate: z.ZodType<Rate> = parsed(parseRate).describe('So many attempts at most, such as 10/s or 30/min');

/** As it was written: whoever uses it reckons from their own now. */
export const span: z.ZodType<string> = parsed((written) => {
  parseDuration(written);
  return written;
}).describe('Such as 90s, 15m, 2h or 3d');

export const filterTerms: z.ZodType<Filter> = z
  .array(z.string().max(1_000))
  .max(100)
  .transform((terms, context): Filter => {
    try {
      return parseFilter(terms);
    } catch (error) {
      if (!(error instanceof WiredeskError)) throw error;
      context.addIssue(error.message);
      return z.NEVER;
    }
  })
  .describe('Such as language=fr,pt or urgency=3; terms on one field are alternatives, on several they narrow');

const PROFILES = ['superdesk'] as const satisfies readonly Profile[];

export const profile: z.ZodType<Profile> = z
  .enum(PROFILES)
  .describe('In place of a format: for Newshub or Web Publisher of Superdesk');

export const signature: z.ZodType<(typeof SIGNATURES)[number]> = z
  .enum(SIGNATURES)
  .describe('v1: by a shared secret; v1a: by a pair of keys, it gets the public one');

export const pushSecret: z.ZodType<string> = z
  .string()
  .max(1_000)
  .describe('Of a subscriber with a profile: the secret that its operator has set');

const CREDENTIALS_MAX = 4_096;

export const requestHeaders: z.ZodType<{
  readonly fields: Readonly<Record<string, string>>;
  readonly basic?: string;
  readonly bearer?: string;
}> = z
  .strictObject({
    fields: z.record(z.string(), z.string()).default({}).describe('By their names'),
    basic: z.string().max(CREDENTIALS_MAX).exactOptional().describe('Authorize as user:password'),
    bearer: z.string().max(CREDENTIALS_MAX).exactOptional().describe('Authorize by a token'),
  })
  .describe('Header fields that its endpoint wants besides. They are never shown again');

const filter = z
  .object({
    language: z.array(z.string()),
    section: z.array(z.string()),
    subject: z.array(z.string()),
    place: z.array(z.string()),
    keyword: z.array(z.string()),
    event: z.array(z.enum(EVENT_TYPES)),
    urgency: z.int(),
  })
  .partial()
  .meta({ id: 'Filter' });

export const lane: z.ZodObject = z
  .object({
    guid: z.string(),
    kill: z.object({ seq: z.int(), version: z.int() }).optional(),
    event: z.object({ seq: z.int(), version: z.int() }).optional(),
    openedAt: instant,
    failures: z.int(),
    retryAt: instant.optional(),
    lastError: z.string().optional(),
  })
  .meta({ id: 'Lane', description: 'A story that waits beside the cursor: refused, or a kill that has not arrived' });

const states = z.enum(['active', 'paused', 'suspended', 'ended']);

export const subscriber: z.ZodObject = z
  .object({
    name: z.string(),
    url: z.string().describe('Without its query, which may hold a secret'),
    format: z.string(),
    profile: z.string().optional(),
    filter,
    window: z.int().describe('Events in flight at most'),
    rate: z.string().optional().describe('Attempts at most; absent: no limit'),
    trusted: z.boolean().describe('It gets stories under embargo too'),
    headers: z.array(z.string()).describe('Names of the header fields that it wants besides'),
    publicKey: z.string().optional().describe('What it verifies with; absent where the secret is shared'),
    state: states,
    createdAt: instant,
    cursor: z.int().describe('Up to here it has everything that matches'),
    failures: z.int().describe('Of its endpoint, in a row'),
    failingSince: instant.optional(),
    retryAt: instant.optional(),
    lastError: z.string().optional(),
    waiting: z.array(lane),
  })
  .meta({ id: 'Subscriber' });

export const websubSubscriber: z.ZodObject = z
  .object({
    name: z.string(),
    url: z.string(),
    topic: z.string(),
    document: z.string(),
    createdAt: instant,
    expiresAt: instant,
    isBehind: z.boolean(),
    isSigned: z.boolean(),
    failures: z.int(),
    deliveredAt: instant.optional(),
    failingSince: instant.optional(),
    lastError: z.string().optional(),
    nextTry: instant.optional(),
  })
  .meta({ id: 'WebSubSubscriber', description: 'It has subscribed for itself: it can be removed, and nothing else' });

const disagreement = z.object({ field: z.string(), wanted: z.array(z.string()), found: z.array(z.string()) });

export const verdict: z.ZodObject = z
  .object({
    name: z.string(),
    state: states,
    matches: z.boolean().describe('Of a killed or held story: it has the text, or may have, and so is told'),
    getsItAt: instant.optional().describe('It is not trusted with embargoes'),
    disagreements: z.array(disagreement),
  })
  .meta({ id: 'Verdict' });
