import { randomBytes } from 'node:crypto';

import * as fc from 'fast-check';
import { expect, it } from 'vitest';

import { KEY_BYTES, keyIdOf, seal, sealingKey, unseal } from '../../src/wire/sealed.ts';

const key = sealingKey(Buffer.alloc(KEY_BYTES, 7));
const other = sealingKey(Buffer.alloc(KEY_BYTES, 8));

it('comes back as it was, for its owner, with its key, and for nothing else', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string(), fc.string(), (text, owner, stranger) => {
      const sealed = seal(key, { text, owner, randomBytes });
      expect(unseal(key, sealed, owner)).toBe(text.toWellFormed());
      if (stranger !== owner) expect(unseal(key, sealed, stranger)).toBeUndefined();
      expect(unseal(other, sealed, owner)).toBeUndefined();
    }),
  );
});

it('does not open when one byte of it is another', () => {
  const sealed = seal(key, { text: 'whsec_c2VjcmV0', owner: 'lusa', randomBytes });
  const [cipher = '', id = '', bytes = ''] = sealed.split(':');
  const length = Buffer.from(bytes, 'base64').length;
  for (let at = 0; at < length; at += 1) {
    const changed = Buffer.from(bytes, 'base64');
    changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
    expect(unseal(key, [cipher, id, changed.toString('base64')].join(':'), 'lusa')).toBeUndefined();
  }
  expect(unseal(key, [cipher, id, 'AAAA'].join(':'), 'lusa')).toBeUndefined();
});

it('is never twice the same, names its key, and shows nothing of what it holds', () => {
  const sealing = { text: 'whsec_c2VjcmV0', owner: 'lusa', randomBytes };
  expect(seal(key, sealing)).not.toBe(seal(key, sealing));
  expect(keyIdOf(seal(key, sealing))).toBe(key.id);
  expect(key.id).not.toBe(other.id);
  expect(keyIdOf('whsec_c2VjcmV0')).toBeUndefined();
});

it('is AES-256-GCM as the standard’s own vector has it, so that it can be opened without us', () => {
  // NIST's test case 14 (McGrew and Viega, The Galois/Counter Mode of Operation): zero key, zero nonce, a zero block.
  const zeroKey = sealingKey(Buffer.alloc(32));
  const sealed = seal(zeroKey, { text: '\0'.repeat(16), owner: '', randomBytes: (size) => Buffer.alloc(size) });
  const bytes = Buffer.from(sealed.split(':')[2] ?? '', 'base64').subarray(12);
  expect(bytes.toString('hex')).toBe('cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919');
});
