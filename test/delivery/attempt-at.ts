/** One attempt to make, for tests. */
import { onTestFinished } from 'vitest';

import { deliveryAgent } from '../../src/delivery/agent.ts';
import { httpAttempt, type Delivery } from '../../src/delivery/attempt.ts';
import type { Outcome } from '../../src/delivery/outcome.ts';
import { DELIVERY_SETTINGS, type AttemptLimits } from '../../src/delivery/settings.ts';
import { signingKey } from '../../src/delivery/signature.ts';
import type { WireEvent } from '../../src/wire/event.ts';

export const SECRET: string = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
/** Time enough on a machine that is busy: no test here waits for it to run out. */
export const LIMITS: AttemptLimits = { totalMs: 20_000, headersMs: 20_000, answerBytes: 1024 };

export const event: WireEvent = {
  seq: 1042,
  type: 'story.corrected',
  guid: 'urn:newsml:panapress.com:20210610:libya-britain-terrorism',
  version: 3,
  committedAt: '2026-11-24T12:00:00.000Z',
  contentHash: 'c'.repeat(64),
  previousHash: 'b'.repeat(64),
  hash: '0123456789abcdef'.repeat(4),
};

export const delivery: Omit<Delivery, 'url'> = {
  keys: [signingKey(SECRET)],
  event,
  document: { mediaType: 'application/json; charset=utf-8', body: Buffer.from('{"headline":"« Ça »"}') },
};

export async function attemptAt(
  url: string,
  signal: AbortSignal = new AbortController().signal,
  limits: AttemptLimits = LIMITS,
): Promise<Outcome> {
  const ports = [Number(new URL(url).port) || 80];
  const agent = deliveryAgent({
    policy: { allow: ['127.0.0.1'], ports, allowHttp: true },
    limits: { ...DELIVERY_SETTINGS.connection, connectMs: LIMITS.totalMs },
  });
  onTestFinished(() => agent.destroy());
  const attempt = httpAttempt({ agent, userAgent: 'Wiredesk/1.2.3', now: Date.now, limits });
  return attempt({ ...delivery, url }, signal);
}
