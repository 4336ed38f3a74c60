import { Webhook } from 'standardwebhooks';
import { describe, expect, it, onTestFinished } from 'vitest';

import { deliveryAgent } from '../../src/delivery/agent.ts';
import { httpAttempt } from '../../src/delivery/attempt.ts';
import type { Outcome } from '../../src/delivery/outcome.ts';
import { webhookReceiver } from '../support/webhook-receiver.ts';
import { attemptAt, delivery, event, SECRET } from './attempt-at.ts';

describe('what is sent', () => {
  it('is the document, signed for the independent library, with what a receiver needs to order it', async () => {
    const receiver = await webhookReceiver();
    expect(await attemptAt(receiver.url)).toMatchObject({ kind: 'delivered', status: 204, reason: 'HTTP 204' });
    const [request] = receiver.requests;
    expect(request).toMatchObject({
      method: 'POST',
      path: '/wire?key=private',
      body: '{"headline":"« Ça »"}',
      headers: {
        'user-agent': 'Wiredesk/1.2.3',
        'content-type': 'application/json; charset=utf-8',
        'content-length': '24',
        'webhook-id': 'evt_1042_0123456789abcdef',
        'wiredesk-guid': event.guid,
        'wiredesk-version': '3',
        'wiredesk-event': 'story.corrected',
        'wiredesk-sequence': '1042',
        'wiredesk-previous-version': '2',
      },
    });
    const verified = new Webhook(SECRET).verify(request?.body ?? '', request?.headers as Record<string, string>);
    expect(verified).toEqual({ headline: '« Ça »' });
  });

  it('of a first version names no previous one, and a guid beyond ASCII is percent-encoded', async () => {
    const receiver = await webhookReceiver();
    const first = { ...event, version: 1, guid: 'urn:newsml:panapress.com:20210610:é tunis\r\nx: y' };
    const agent = deliveryAgent({
      policy: { allow: ['127.0.0.1'], ports: [Number(new URL(receiver.url).port)], allowHttp: true },
    });
    onTestFinished(() => agent.destroy());
    const attempt = httpAttempt({ agent, userAgent: 'Wiredesk/1.2.3', now: Date.now });
    await attempt({ ...delivery, event: first, url: receiver.url }, new AbortController().signal);
    const headers = receiver.requests[0]?.headers;
    expect(headers).not.toHaveProperty('wiredesk-previous-version');
    expect(headers?.['wiredesk-guid']).toBe('urn:newsml:panapress.com:20210610:%C3%A9%20tunis%0D%0Ax:%20y');
  });
});

it('what the subscriber wants besides is sent, and takes the place of nothing of ours', async () => {
  const receiver = await webhookReceiver();
  const agent = deliveryAgent({
    policy: { allow: ['127.0.0.1'], ports: [Number(new URL(receiver.url).port)], allowHttp: true },
  });
  onTestFinished(() => agent.destroy());
  const attempt = httpAttempt({ agent, userAgent: 'Wiredesk/1.2.3', now: Date.now });
  const requestHeaders = {
    'x-source': 'pana',
    authorization: 'Bearer abc',
    'webhook-id': 'mine',
    'wiredesk-event': 'x',
  };
  await attempt({ ...delivery, requestHeaders, url: receiver.url }, new AbortController().signal);
  expect(receiver.requests[0]?.headers).toMatchObject({
    'x-source': 'pana',
    authorization: 'Bearer abc',
    'webhook-id': 'evt_1042_0123456789abcdef',
    'wiredesk-event': 'story.corrected',
  });
});

describe('an answer with status', () => {
  const byStatus: readonly [number, Outcome['kind']][] = [
    [200, 'delivered'],
    [201, 'delivered'],
    [202, 'delivered'],
    [204, 'delivered'],
    [299, 'delivered'],
    [301, 'endpoint-failed'],
    [302, 'endpoint-failed'],
    [304, 'endpoint-failed'],
    [307, 'endpoint-failed'],
    [400, 'event-refused'],
    [401, 'endpoint-failed'],
    [403, 'endpoint-failed'],
    [404, 'endpoint-failed'],
    [408, 'endpoint-failed'],
    [410, 'gone'],
    [413, 'event-refused'],
    [415, 'event-refused'],
    [422, 'event-refused'],
    [425, 'endpoint-failed'],
    [429, 'endpoint-failed'],
    [500, 'endpoint-failed'],
    [503, 'endpoint-failed'],
  ];
  it.each(byStatus)('%i is %s', async (status, kind) => {
    const receiver = await webhookReceiver([status]);
    const outcome = await attemptAt(receiver.url);
    expect(outcome).toMatchObject({ kind, status });
    expect(outcome.reason).toContain(`HTTP ${status}`);
  });

  it('302 is not followed, wherever it leads', async () => {
    const metadata = await webhookReceiver();
    const receiver = await webhookReceiver([{ status: 302, headers: { location: metadata.url } }]);
    expect(await attemptAt(receiver.url)).toMatchObject({ reason: 'HTTP 302, a redirect, is not followed' });
    expect(metadata.requests).toEqual([]);
  });

  it.each([
    { status: 429, header: '120', expected: 120_000 },
    { status: 503, header: new Date(Date.now() + 3_600_000).toUTCString(), expected: 3_600_000 },
    { status: 503, header: 'later', expected: undefined },
    { status: 204, header: '120', expected: undefined },
  ])('$status and Retry-After "$header" asks for $expected ms', async ({ status, header, expected }) => {
    const receiver = await webhookReceiver([{ status, headers: { 'retry-after': header } }]);
    const { retryAfterMs } = await attemptAt(receiver.url);
    if (expected === undefined) expect(retryAfterMs).toBeUndefined();
    else expect(Math.abs((retryAfterMs ?? 0) - expected)).toBeLessThan(3_000);
  });
});
