import { randomBytes } from 'node:crypto';

import * as fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';

import {
  newSecret,
  signatureHeaders,
  signingKey,
  TOLERANCE_MS,
  verifySignature,
} from '../../src/delivery/signature.ts';

/** The example of the standard's reference libraries. */
const PUBLISHED = {
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  now: 1_614_265_330_000,
  body: Buffer.from('{"test": 2432232314}'),
  signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
};

const { id, now, body } = PUBLISHED;
const key = signingKey(PUBLISHED.secret);
const headers = signatureHeaders({ id, now, body, keys: [key] });

describe('a signature', () => {
  it('is the published one for the published example', () => {
    expect(headers).toEqual({
      'webhook-id': id,
      'webhook-timestamp': '1614265330',
      'webhook-signature': PUBLISHED.signature,
    });
  });

  it('of any text is accepted by the independent library, and its signatures by us', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        // As it comes over the wire: lone surrogates do not.
        const sent = Buffer.from(text);
        const secret = newSecret(randomBytes);
        const webhook = new Webhook(secret);
        const keys = [signingKey(secret)];
        const present = Date.now();

        const ours = signatureHeaders({ id: 'evt_1_ab', now: present, body: sent, keys });
        expect(() => webhook.verify(sent.toString(), ours, { jsonParse: false })).not.toThrow();

        const theirs = {
          'webhook-id': 'evt_2_cd',
          'webhook-timestamp': String(Math.floor(present / 1000)),
          'webhook-signature': webhook.sign('evt_2_cd', new Date(present), sent.toString()),
        };
        expect(verifySignature({ headers: theirs, body: sent, keys, now: present })).toBeUndefined();
      }),
      { numRuns: 50 },
    );
  });

  it('with an old and a new key holds for a receiver that has either', () => {
    const next = signingKey(newSecret(randomBytes));
    const both = signatureHeaders({ id, now, body, keys: [next, key] });
    expect(both['webhook-signature'].split(' ')).toHaveLength(2);
    for (const one of [key, next]) {
      expect(verifySignature({ headers: both, body, keys: [one], now })).toBeUndefined();
    }
    expect(verifySignature({ headers, body, keys: [next, key], now })).toBeUndefined();
  });
});

describe('a receiver refuses', () => {
  const other = signingKey(newSecret(randomBytes));
  it.each([
    { what: 'another body', given: { body: Buffer.from('{"test": 2432232315}') }, reason: /no signature matches/ },
    { what: 'another key', given: { keys: [other] }, reason: /no signature matches/ },
    { what: 'another id', given: { headers: { ...headers, 'webhook-id': 'msg_2' } }, reason: /no signature matches/ },
    { what: 'no key at all', given: { keys: [] }, reason: /no signature matches/ },
    {
      what: 'another scheme',
      given: { headers: { ...headers, 'webhook-signature': PUBLISHED.signature.replace('v1', 'v2') } },
      reason: /no v1 signature/,
    },
    {
      what: 'a signature cut short',
      given: { headers: { ...headers, 'webhook-signature': PUBLISHED.signature.slice(0, -4) } },
      reason: /no signature matches/,
    },
    { what: 'no headers', given: { headers: {} }, reason: /not signed/ },
    { what: 'an empty id', given: { headers: { ...headers, 'webhook-id': '' } }, reason: /malformed/ },
    { what: 'an id with a full stop', given: { headers: { ...headers, 'webhook-id': 'a.b' } }, reason: /malformed/ },
    {
      what: 'a time stamp that is no number',
      given: { headers: { ...headers, 'webhook-timestamp': '1614265330.0' } },
      reason: /malformed/,
    },
    { what: 'what is too old', given: { now: now + TOLERANCE_MS + 1 }, reason: /too old.*clocks/ },
    { what: 'what is too new', given: { now: now - TOLERANCE_MS - 1 }, reason: /too new.*clocks/ },
  ])('$what', ({ given, reason }) => {
    expect(verifySignature({ headers, body, keys: [key], now, ...given })).toMatch(reason);
  });

  it('nothing within five minutes either way', () => {
    for (const present of [now - TOLERANCE_MS, now + TOLERANCE_MS]) {
      expect(verifySignature({ headers, body, keys: [key], now: present })).toBeUndefined();
    }
  });
});

describe('a secret', () => {
  it('is whsec_ and 32 random bytes in base64', () => {
    const secret = newSecret(randomBytes);
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(newSecret(randomBytes)).not.toBe(secret);
    expect(signingKey(secret).symmetricKeySize).toBe(32);
  });

  it.each(['', 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'whsec_', 'whsec_c2VjcmV0', 'whsec_%%%', `whsec_${'A'.repeat(88)}`])(
    'that reads %j is refused with what it ought to be',
    (secret) => {
      expect(() => signingKey(secret)).toThrow(/whsec_ followed by 24 to 64 bytes in base64/);
    },
  );
});
