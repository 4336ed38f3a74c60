import { randomBytes } from 'node:crypto';

import { Webhook } from 'standardwebhooks';
import { describe, expect, it, onTestFinished } from 'vitest';

import { deliveryAgent } from '../../src/delivery/agent.ts';
import { httpAttempt } from '../../src/delivery/attempt.ts';
import { signingKeys } from '../../src/delivery/keys.ts';
import type { Outcome } from '../../src/delivery/outcome.ts';
import { newSecret } from '../../src/delivery/signature.ts';
import { checkPlainSecret, pushKey, superdeskHeaders } from '../../src/delivery/superdesk-push.ts';
import { PROFILE_FORMAT, pushFormats } from '../../src/formats/index.ts';
import { newshub, webPublisher } from '../support/newshub.ts';
import { libya, sampleDesk, sampleFeed } from '../support/stories.ts';
import { webhookReceiver } from '../support/webhook-receiver.ts';
import { event } from './attempt-at.ts';

const document = pushFormats.get(PROFILE_FORMAT.superdesk) ?? expect.fail('no such format');
const body = Buffer.from(document.render(libya, sampleDesk, sampleFeed.latestEvent));

/** One attempt by a subscriber with that profile and secret. */
async function push(
  url: string,
  secret: string,
  formerSecrets: { secret: string; until: string }[] = [],
): Promise<Outcome> {
  const policy = { allow: ['127.0.0.1'], ports: [Number(new URL(url).port)], allowHttp: true };
  const agent = deliveryAgent({ policy });
  onTestFinished(() => agent.destroy());
  const attempt = httpAttempt({ agent, userAgent: 'Wiredesk/1', now: Date.now });
  const keys = signingKeys({ name: 'newshub', secret, formerSecrets, profile: 'superdesk' });
  const delivery = { url, keys, event, document: { mediaType: document.mediaType, body } };
  return attempt(delivery, new AbortController().signal);
}

describe.each([
  ['Newshub', newshub, 403],
  ['Web Publisher', webPublisher, 401],
] as const)('%s', (_, consumer, refusal) => {
  it.each(['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'something-random'])(
    'takes a story under the secret %s',
    async (secret) => {
      const { answer, items } = consumer(secret);
      const receiver = await webhookReceiver(answer);
      expect(await push(receiver.url, secret)).toMatchObject({ kind: 'delivered' });
      expect(items.get(libya.guid)).toMatchObject({ headline: libya.story.headline, pubstatus: 'usable' });
    },
  );

  it('refuses another secret, which is the endpoint’s fault and tried again', async () => {
    const receiver = await webhookReceiver(consumer('another-secret').answer);
    expect(await push(receiver.url, 'something-random')).toMatchObject({ kind: 'endpoint-failed', status: refusal });
  });
});

describe('the profile of Superdesk', () => {
  it('sends what Superdesk sends, and Standard Webhooks beside it', async () => {
    const secret = newSecret(randomBytes);
    const receiver = await webhookReceiver();
    await push(receiver.url, secret);
    const [request] = receiver.requests;
    expect(request?.headers).toMatchObject({
      'content-type': 'application/json',
      accept: 'application/json',
      'x-superdesk-signature': expect.stringMatching(/^sha1=[0-9a-f]{40}$/),
    });
    expect(new Webhook(secret).verify(request?.body ?? '', request?.headers as Record<string, string>)).toMatchObject({
      guid: libya.guid,
    });
  });

  it('signs as Superdesk does: the digest that its own tests expect', () => {
    expect(superdeskHeaders(pushKey('123456789'), Buffer.from('test payload'))['x-superdesk-signature']).toBe(
      'sha1=8be62a607898504f87559cb52dc23f9ebee65a21',
    );
  });

  it('signs with the new secret alone where there is room for one, with both where there is for two', async () => {
    const [fresh, former] = [newSecret(randomBytes), newSecret(randomBytes)];
    const receiver = await webhookReceiver(newshub(fresh).answer);
    const until = new Date(Date.now() + 60_000).toISOString();
    expect(await push(receiver.url, fresh, [{ secret: former, until }])).toMatchObject({ kind: 'delivered' });
    const [request] = receiver.requests;
    for (const secret of [fresh, former]) {
      new Webhook(secret).verify(request?.body ?? '', request?.headers as Record<string, string>);
    }
  });
});

describe('a push secret', () => {
  it.each(['12345678', 'something-random', 'p@ss/word=+!', 'x'.repeat(256)])('may be %s', (text) => {
    expect(checkPlainSecret(text)).toBe(text);
  });

  it.each(['', '1234567', 'with blank', 'é'.repeat(8), 'x'.repeat(257), 'whsec_abcdefgh', 'whsk_abcdefgh'])(
    'is refused where it is %j, and not repeated',
    (text) => {
      expect(() => checkPlainSecret(text)).toThrow(/^a push secret is 8 to 256 letters/);
      if (text !== '') expect(() => checkPlainSecret(text)).not.toThrow(text);
    },
  );
});
