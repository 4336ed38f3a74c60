import { describe, expect, it, onTestFinished } from 'vitest';

import { deliveryAgent } from '../../src/delivery/agent.ts';
import { httpAttempt } from '../../src/delivery/attempt.ts';
import type { AttemptLimits } from '../../src/delivery/settings.ts';
import { webhookReceiver } from '../support/webhook-receiver.ts';
import { attemptAt, delivery, LIMITS } from './attempt-at.ts';

describe('no answer at all', () => {
  it('a target that the guard refuses, without its address', async () => {
    const outcome = await attemptAt('http://localhost:9/');
    expect(outcome).toMatchObject({ kind: 'endpoint-failed' });
    expect(outcome.reason).toMatch(/^target refused: /);
    expect(outcome.reason).not.toContain('127.0.0.1');
  });

  it.each(['', 'not a url', 'http://'])('a URL that is none (%j) is an outcome, not an exception', async (url) => {
    const agent = deliveryAgent({ policy: { allow: [], ports: [443], allowHttp: false } });
    onTestFinished(() => agent.destroy());
    const attempt = httpAttempt({ agent, userAgent: 'Wiredesk/1.2.3', now: Date.now });
    const outcome = await attempt({ ...delivery, url }, new AbortController().signal);
    expect(outcome).toMatchObject({ kind: 'endpoint-failed', reason: 'its URL is malformed' });
  });

  it('an attempt whose time runs out before it has a connection is never sent', async () => {
    const receiver = await webhookReceiver();
    const port = Number(new URL(receiver.url).port);
    const held: (() => void)[] = [];
    const agent = deliveryAgent({
      policy: { allow: ['partner.example'], ports: [port], allowHttp: true },
      resolve: () =>
        new Promise((resolve) => {
          held.push(() => resolve([{ address: '127.0.0.1', family: 4 }]));
        }),
    });
    onTestFinished(() => agent.destroy());
    const post = (id: string, limits: AttemptLimits) =>
      httpAttempt({ agent, userAgent: 'Wiredesk/1.2.3', now: Date.now, limits })(
        { ...delivery, url: `http://partner.example:${port}/${id}` },
        new AbortController().signal,
      );
    const late = await post('late', { ...LIMITS, totalMs: 300 });
    expect(late).toMatchObject({ kind: 'endpoint-failed', reason: 'no answer within 0.3 s' });
    expect(late).not.toHaveProperty('isUnknown');
    for (const release of held) release();
    const next = post('next', LIMITS);
    for (const release of held.splice(1)) release();
    expect(await next).toMatchObject({ kind: 'delivered' });
    expect(receiver.requests.map(({ path }) => path)).toEqual(['/next']);
  });

  it('an abort ends an attempt at once, before it is sent as well as after', async () => {
    const receiver = await webhookReceiver(['never']);
    const before = await attemptAt(receiver.url, AbortSignal.abort());
    expect(before).toMatchObject({ kind: 'endpoint-failed', reason: 'stopped' });
    expect(before).not.toHaveProperty('isUnknown');
    expect(receiver.requests).toEqual([]);
    const ending = new AbortController();
    const after = attemptAt(receiver.url, ending.signal);
    await receiver.received(1);
    ending.abort();
    expect(await after).toMatchObject({ kind: 'endpoint-failed', reason: 'stopped', isUnknown: true });
  });
});
