/** A secret that is being changed: both ends, with the independent library and with our own receiver. */
import { randomBytes } from 'node:crypto';

import { pino } from 'pino';
import { Webhook } from 'standardwebhooks';
import { expect, it, onTestFinished } from 'vitest';

import { deliveryAgent } from '../../src/delivery/agent.ts';
import { httpAttempt } from '../../src/delivery/attempt.ts';
import { keysAt, signingKeys } from '../../src/delivery/keys.ts';
import type { Outcome } from '../../src/delivery/outcome.ts';
import { startReceiver } from '../../src/delivery/receiver.ts';
import { newSecret } from '../../src/delivery/signature.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { webhookReceiver } from '../support/webhook-receiver.ts';
import { delivery } from './attempt-at.ts';

const HOUR_MS = 3_600_000;
const [fresh, former, stranger] = [newSecret(randomBytes), newSecret(randomBytes), newSecret(randomBytes)];

/** Sent at that time, relative to the end of the grace. */
async function sendAt(url: string, sinceGraceMs: number): Promise<Outcome> {
  const now = Date.now();
  const until = new Date(now - sinceGraceMs).toISOString();
  const keys = signingKeys({ name: 'lusa', secret: fresh, formerSecrets: [{ secret: former, until }] });
  const policy = { allow: ['127.0.0.1'], ports: [Number(new URL(url).port)], allowHttp: true };
  const agent = deliveryAgent({ policy });
  onTestFinished(() => agent.destroy());
  const attempt = httpAttempt({ agent, userAgent: 'Wiredesk/1', now: () => now });
  return attempt({ ...delivery, url, keys }, new AbortController().signal);
}

it('until the grace is over, who knows the old secret and who knows the new one both accept; then the new one alone', async () => {
  const receiver = await webhookReceiver();
  await sendAt(receiver.url, -HOUR_MS);
  await sendAt(receiver.url, 0);
  const [during, after] = receiver.requests;
  const verify = (secret: string, request: typeof during): unknown =>
    new Webhook(secret).verify(request?.body ?? '', request?.headers as Record<string, string>);
  for (const secret of [fresh, former]) expect(verify(secret, during)).toEqual({ headline: '« Ça »' });
  expect(() => verify(stranger, during)).toThrow('No matching signature');
  expect(verify(fresh, after)).toEqual({ headline: '« Ça »' });
  expect(() => verify(former, after)).toThrow('No matching signature');
});

it.each([
  ['the old', [former]],
  ['the new', [fresh]],
  ['both', [fresh, former]],
])('our receiver takes it with %s secret, and with another one does not', async (_, secrets) => {
  const folder = await temporaryFolder();
  const options = { host: '127.0.0.1', port: 0, folder, now: Date.now, log: pino({ level: 'silent' }) };
  await using receiver = await startReceiver({ ...options, secrets });
  await using other = await startReceiver({ ...options, secrets: [stranger] });
  expect(await sendAt(receiver.url, -HOUR_MS)).toMatchObject({ kind: 'delivered' });
  expect(await sendAt(other.url, -HOUR_MS)).toMatchObject({ status: 401 });
});

it('a key that is being given up signs until its instant and not at it', () => {
  const until = '2026-11-24T12:00:00.000Z';
  const keys = signingKeys({ name: 'lusa', secret: fresh, formerSecrets: [{ secret: former, until }] });
  expect(keysAt(keys, Date.parse(until) - 1)).toHaveLength(2);
  expect(keysAt(keys, Date.parse(until))).toEqual([keys[0]]);
  expect(keysAt(signingKeys({ name: 'lusa', secret: fresh }), 0)).toHaveLength(1);
});

it('a secret that cannot be opened signs nothing, and says what to do', () => {
  expect(() => signingKeys({ name: 'lusa', secret: '' })).toThrow('wiredesk subscribers rotate lusa');
});
