/**
 * Text that lies on disk sealed: AES-256-GCM (NIST SP 800-38D) under a random 96-bit nonce. What it belongs to is
 * authenticated with it, so that one row's secret cannot be laid into another row.
 */
import { createCipheriv, createDecipheriv, createHash, createSecretKey, type KeyObject } from 'node:crypto';

export type SealingKey = {
  /** Stands beside what was sealed with it, and says nothing of the key. */
  readonly id: string;
  readonly key: KeyObject;
};

export const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const ID_DIGITS = 8;
const CIPHER = 'aes-256-gcm';

/** `aes-256-gcm:<key id>:<nonce, ciphertext and tag in base64>` */
export const SEALED_PREFIX: string = `${CIPHER}:`;

export function sealingKey(bytes: Uint8Array): SealingKey {
  const id = createHash('sha256').update('wiredesk key id').update(bytes).digest('hex').slice(0, ID_DIGITS);
  return { id, key: createSecretKey(bytes) };
}

type Sealing = {
  readonly text: string;
  /** What it belongs to; the same is needed to open it. */
  readonly owner: string;
  readonly randomBytes: (size: number) => Uint8Array;
};

export function seal({ id, key }: SealingKey, { text, owner, randomBytes }: Sealing): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(owner));
  const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return `${SEALED_PREFIX}${id}:${sealed.toString('base64')}`;
}

/** `undefined` where it was not sealed so, with that key, for that owner, or has been changed since. */
export function unseal({ id, key }: SealingKey, sealed: string, owner: string): string | undefined {
  if (keyIdOf(sealed) !== id) return undefined;
  const bytes = Buffer.from(sealed.slice(SEALED_PREFIX.length + id.length + 1), 'base64');
  if (bytes.length < NONCE_BYTES + TAG_BYTES) return undefined;
  const opened = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(owner))
    .setAuthTag(bytes.subarray(-TAG_BYTES));
  try {
    const text = opened.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES));
    return Buffer.concat([text, opened.final()]).toString('utf8');
  } catch {
    // The tag does not fit: that is the answer, not a trouble.
    return undefined;
  }
}

const SEALED = new RegExp(`^${SEALED_PREFIX}([0-9a-f]{${ID_DIGITS}}):`);

/** Of the key that it was sealed with; `undefined` where it is not sealed. */
export function keyIdOf(sealed: string): string | undefined {
  return SEALED.exec(sealed)?.[1];
}
