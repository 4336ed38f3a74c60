/** The tokens that bearers show: how one is made, and what is kept of it. */
import { sha256 } from '../wire/event.ts';

const PREFIX = 'wdt_';
const RANDOM_BYTES = 32;

/** 32 bytes are 43 characters of base64url, without padding. */
const FORM = /^wdt_[A-Za-z0-9_-]{43}$/;

/** The prefix lets scanners of leaked secrets know it, and people. */
export function newAccessToken(randomBytes: (size: number) => Buffer): string {
  return PREFIX + randomBytes(RANDOM_BYTES).toString('base64url');
}

export function isAccessToken(text: string): boolean {
  return FORM.test(text);
}

/**
 * What is kept. A plain SHA-256 is right here, where it would be wrong for a password: of 256 random bits nothing can be
 * guessed, so there is nothing for salt or a slow hash to slow down, and every request pays for it. Looked up by hash, no
 * text of a secret is ever compared: how long that takes tells of the hash of the guess alone.
 */
export function hashOfToken(token: string): string {
  return sha256(token);
}
