/** The settings of wiredesk.yaml by which deliveries are tuned and the operator kept informed. */
import { z } from 'zod';

import { parseByteSize } from '../story/byte-size.ts';
import { inShort, parseDuration } from '../story/duration.ts';
import { PICTURE_BYTES_MAX } from '../story/picture.ts';
import { allowedHost } from './allowed-host.ts';
import { httpUrl } from './http-url.ts';

/** Where webhooks may go, and how they are tried; what is absent is as delivery has it. Times in milliseconds. */
export type WebhookSettings = {
  readonly allow: readonly string[];
  readonly ports: readonly number[];
  readonly allowHttp: boolean;
  /** The waits: before the first attempt (none), after the first failure in a row, the second ... */
  readonly retry?: readonly number[];
  readonly suspendAfter?: number;
  readonly deadLetterAfter?: number;
  readonly timeouts: { readonly connect?: number; readonly headers?: number; readonly total?: number };
  readonly answerMax?: number;
  readonly inFlight?: number;
  readonly keepAlive?: number;
};

/** The hub of the feeds; times in milliseconds. */
export type WebSubSettings = {
  /** This desk's own, none, or the address of another; absent: its own where `url` is public. */
  readonly hub?: string;
  /** Where callbacks may lie beyond the public Internet. */
  readonly allow: readonly string[];
  readonly ports: readonly number[];
  readonly lease: number;
  readonly leaseMax: number;
  /** So many at most. */
  readonly subscriptions: number;
  readonly perHost: number;
};

/** For how long, in milliseconds. */
export type ReceiptSettings = { readonly keep: number; readonly keepDead: number };

/** Without a port there are none. */
export type MetricsSettings = { readonly host: string; readonly port?: number };

/** Bytes. */
export type PictureSettings = { readonly maxSize: number };

export type AlertSettings = {
  readonly webhook?: string;
  /** Milliseconds. */
  readonly killAfter: number;
  /** Bytes. */
  readonly diskFree: number;
};

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const HUB_RULE = 'must be own, none, or the http or https address of a hub, without a user name or password';
const SPAN_RULE = 'must be a span of time with its unit, such as 90s, 15m, 2h or 3d';
const SIZE_RULE = 'must be an amount of bytes with its unit, such as 64KiB or 500MB';

/** Milliseconds. */
function span(least: number, most: number) {
  return z
    .string(SPAN_RULE)
    .transform((text, context): number =>
      within({ value: attempt(parseDuration, text), rule: SPAN_RULE, least, most, show: inShort }, context),
    );
}

/** Bytes. */
function byteSize(least: number, most: number) {
  return z
    .string(SIZE_RULE)
    .transform((text, context): number =>
      within({ value: attempt(parseByteSize, text), rule: SIZE_RULE, least, most, show: inBytes }, context),
    );
}

function inBytes(bytes: number): string {
  return `${bytes} B`;
}

type Range = {
  /** `undefined`: it was not to be understood. */
  readonly value: number | undefined;
  readonly rule: string;
  readonly least: number;
  readonly most: number;
  readonly show: (value: number) => string;
};

function within({ value, rule, least, most, show }: Range, context: z.RefinementCtx): number {
  if (value === undefined) context.addIssue(rule);
  else if (value < least || value > most) context.addIssue(`must be from ${show(least)} to ${show(most)}`);
  else return value;
  return z.NEVER;
}

function attempt(parse: (text: string) => number, text: string): number | undefined {
  try {
    return parse(text);
  } catch {
    // Told by the rule, in the words of a setting.
    return undefined;
  }
}

/** A wait of more than six hours would be taken for a clock that was wrong. */
const retry = z
  .array(span(0, 6 * HOUR))
  .min(2, 'must be 0s and at least one wait, such as [0s, 10s, 1m]')
  .max(50, 'must be at most 50 waits: the last one repeats')
  .refine(([first]) => first === 0, 'must begin with 0s: the first attempt is made at once')
  .refine(
    ([, ...waits]) => waits.every((wait, index) => wait >= Math.max(waits[index - 1] ?? 0, 100)),
    'must have waits that grow, or at least do not shrink, each 0.1s or more after the first',
  );

const timeouts = z
  .strictObject({
    connect: span(100, MINUTE).exactOptional(),
    headers: span(100, 5 * MINUTE).exactOptional(),
    total: span(100, 5 * MINUTE).exactOptional(),
  })
  .refine(
    ({ connect = 0, headers = 0, total = Infinity }) => Math.max(connect, headers) <= total,
    'must have a total that is no shorter than its parts',
  );

export const webhooks: z.ZodType<WebhookSettings> = z
  .strictObject({
    allow: z.array(allowedHost).default([]),
    ports: z.array(z.int().min(1).max(65535)).min(1, 'must not be empty').default([443]),
    allowHttp: z.boolean().default(false),
    retry: retry.exactOptional(),
    suspendAfter: span(10 * MINUTE, 90 * DAY).exactOptional(),
    deadLetterAfter: span(MINUTE, DAY).exactOptional(),
    timeouts: timeouts.prefault({}),
    answerMax: byteSize(1_024, 16 * 2 ** 20).exactOptional(),
    inFlight: z.int().min(1).max(1_024).exactOptional(),
    keepAlive: span(1_000, HOUR).exactOptional(),
  })
  .prefault({});

function isHub(written: string): boolean {
  return written === 'own' || written === 'none' || httpUrl.safeParse(written).success;
}

/** Ten days are what WebSub §8.2 advises, and a lease without an end is what it forbids. */
export const websub: z.ZodType<WebSubSettings> = z
  .strictObject({
    hub: z.string(HUB_RULE).refine(isHub, HUB_RULE).exactOptional(),
    allow: z.array(allowedHost).default([]),
    ports: z.array(z.int().min(1).max(65535)).min(1, 'must not be empty').default([80, 443]),
    lease: span(5 * MINUTE, 90 * DAY).default(10 * DAY),
    leaseMax: span(5 * MINUTE, 90 * DAY).default(30 * DAY),
    subscriptions: z.int().min(0).max(1_000_000).default(10_000),
    perHost: z.int().min(1).max(1_000_000).default(1_000),
  })
  .refine(({ lease, leaseMax }) => lease <= leaseMax, 'must have a leaseMax that is no shorter than its lease')
  .prefault({});

export const receipts: z.ZodType<ReceiptSettings> = z
  .strictObject({
    keep: span(DAY, 3_650 * DAY).default(90 * DAY),
    keepDead: span(DAY, 3_650 * DAY).default(365 * DAY),
  })
  .refine(({ keep, keepDead }) => keepDead >= keep, 'must keep dead letters at least as long as the others')
  .prefault({});

export const metrics: z.ZodType<MetricsSettings> = z
  .strictObject({
    host: z.string().trim().min(1, 'must not be empty').default('127.0.0.1'),
    port: z.int().min(0).max(65535).exactOptional(),
  })
  .prefault({});

export const pictures: z.ZodType<PictureSettings> = z
  .strictObject({ maxSize: byteSize(1_000, 100e6).default(PICTURE_BYTES_MAX) })
  .prefault({});

export const alerts: z.ZodType<AlertSettings> = z
  .strictObject({
    webhook: z.url({ protocol: /^https?$/, error: 'must be an http or https address' }).exactOptional(),
    killAfter: span(MINUTE, DAY).default(10 * MINUTE),
    diskFree: byteSize(0, 1e15).default(500e6),
  })
  .prefault({});
