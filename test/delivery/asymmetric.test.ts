import { createPublicKey, verify } from 'node:crypto';

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { newKeyPair, publicKeyOf, publicTextOf, secretKeyOf } from '../../src/delivery/asymmetric.ts';
import { signingKeys, verifyingKey } from '../../src/delivery/keys.ts';
import { signatureHeaders, verifySignature } from '../../src/delivery/signature.ts';

/** The vector of Svix, who wrote the standard (its server's `test_asymmetric_key_signing`). */
const PUBLISHED = {
  secret: 'whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==',
  publicKey: 'whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=',
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  now: 1_614_265_330_000,
  body: Buffer.from('{"test": 2432232314}'),
  signature: 'v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg==',
};

const { id, now, body } = PUBLISHED;

describe('an ed25519 signature', () => {
  it('is the published one for the published example', () => {
    const headers = signatureHeaders({ id, now, body, keys: [secretKeyOf(PUBLISHED.secret)] });
    expect(headers['webhook-signature']).toBe(PUBLISHED.signature);
    expect(publicTextOf(PUBLISHED.secret)).toBe(PUBLISHED.publicKey);
    expect(verifySignature({ headers, body, keys: [publicKeyOf(PUBLISHED.publicKey)], now })).toBeUndefined();
  });

  it('of any body is accepted by node:crypto from the public key alone, and by us', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const { secret, publicKey } = newKeyPair();
        const sent = Buffer.from(bytes);
        const headers = signatureHeaders({ id: 'evt_1_ab', now, body: sent, keys: [secretKeyOf(secret)] });
        const x = Buffer.from(publicKey.slice('whpk_'.length), 'base64').toString('base64url');
        const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
        const content = Buffer.concat([Buffer.from(`evt_1_ab.${headers['webhook-timestamp']}.`), sent]);
        const [scheme, signature = ''] = headers['webhook-signature'].split(',');
        expect(scheme).toBe('v1a');
        expect(verify(null, content, key, Buffer.from(signature, 'base64'))).toBe(true);
        expect(verifySignature({ headers, body: sent, keys: [verifyingKey(publicKey)], now })).toBeUndefined();
      }),
      { numRuns: 50 },
    );
  });

  const [mine, other] = [newKeyPair(), newKeyPair()];
  const headers = signatureHeaders({ id, now, body, keys: [secretKeyOf(mine.secret)] });
  const keys = [publicKeyOf(mine.publicKey)];
  const cut = { ...headers, 'webhook-signature': headers['webhook-signature'].slice(0, -4) };
  it.each([
    ['another body', { body: Buffer.from('{}') }],
    ['another id', { headers: { ...headers, 'webhook-id': 'msg_2' } }],
    ['another time', { headers: { ...headers, 'webhook-timestamp': '1614265331' } }],
    ['another key', { keys: [publicKeyOf(other.publicKey)] }],
    ['a signature cut short', { headers: cut }],
    ['one that is no base64', { headers: { ...headers, 'webhook-signature': 'v1a,%%%' } }],
  ])('is not good for %s', (_, given) => {
    expect(verifySignature({ headers, body, keys, now, ...given })).toMatch(/no signature matches/);
  });

  it('is of another scheme than a shared secret’s, and says so', () => {
    const shared = [verifyingKey('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw')];
    expect(verifySignature({ headers, body, keys: shared, now })).toMatch(/no v1 signature/);
    const symmetric = signatureHeaders({ id, now, body, keys: shared });
    expect(verifySignature({ headers: symmetric, body, keys, now })).toMatch(/no v1a signature/);
    expect(verifySignature({ headers: symmetric, body, keys: [...shared, ...keys], now })).toBeUndefined();
  });

  it('stands beside the one before, while a secret is changed for a pair of keys or a pair for another', () => {
    const until = new Date(now + 1).toISOString();
    const formerSecrets = ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', other.secret].map((secret) => ({ secret, until }));
    const signing = signingKeys({ name: 'lusa', secret: mine.secret, formerSecrets });
    const all = signing.map((each) => ('until' in each ? each.key : each)).filter((each) => 'type' in each);
    const both = signatureHeaders({ id, now, body, keys: all });
    expect(both['webhook-signature']).toMatch(/^v1a,\S+ v1,\S+ v1a,\S+$/);
    for (const text of [mine.publicKey, other.publicKey, 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw']) {
      expect(verifySignature({ headers: both, body, keys: [verifyingKey(text)], now })).toBeUndefined();
    }
  });
});

describe('a key', () => {
  it('of a pair is written as the standard has it, another each time', () => {
    const { secret, publicKey } = newKeyPair();
    expect(secret).toMatch(/^whsk_[A-Za-z0-9+/]{86}==$/);
    expect(publicKey).toMatch(/^whpk_[A-Za-z0-9+/]{43}=$/);
    expect(publicTextOf(secret)).toBe(publicKey);
    expect(newKeyPair().publicKey).not.toBe(publicKey);
  });

  it('that is secret is read without the public one behind it too, and not with another’s', () => {
    const [bytes, others] = [PUBLISHED.secret, newKeyPair().secret].map((text) => Buffer.from(text.slice(5), 'base64'));
    expect(publicTextOf(written(bytes?.subarray(0, 32)))).toBe(PUBLISHED.publicKey);
    for (const wrong of [
      '',
      'whsk_',
      'whsk_AAAA',
      'whpk_AAAA',
      written(bytes?.subarray(0, 32), others?.subarray(32)),
    ]) {
      expect(() => secretKeyOf(wrong)).toThrow('whsk_ followed by an ed25519 key');
    }
  });

  it.each(['whpk_', 'whpk_AAAA', 'whpk_%%%', PUBLISHED.publicKey.slice(0, -2)])(
    'that reads %s is no public one',
    (text) => {
      expect(() => verifyingKey(text)).toThrow('whpk_ followed by the 32 bytes');
    },
  );
});

function written(...parts: readonly (Uint8Array | undefined)[]): string {
  return `whsk_${Buffer.concat(parts.map((part) => part ?? Buffer.of())).toString('base64')}`;
}
