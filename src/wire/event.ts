/** The log's entries, and the chain of hashes that binds each to all before it. */
import { createHash } from 'node:crypto';

import type { EventType } from '../story/story.ts';

export type WireEvent = {
  /** 1, 2, 3 ... without gaps. */
  readonly seq: number;
  readonly type: EventType;
  readonly guid: string;
  readonly version: number;
  /** ISO 8601 UTC with milliseconds. */
  readonly committedAt: string;
  /** SHA-256 of the story's text as stored, in hex. */
  readonly contentHash: string;
  /** `hash` of the event before; GENESIS_HASH for the first. */
  readonly previousHash: string;
  readonly hash: string;
};

export const GENESIS_HASH: string = '0'.repeat(64);

export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** The hash of an event over all that it says and the hash before it: change one entry and every later one is wrong. */
export function eventHash(event: Omit<WireEvent, 'hash'>): string {
  const { seq, type, guid, version, committedAt, contentHash, previousHash } = event;
  return sha256(JSON.stringify([seq, type, guid, version, committedAt, contentHash, previousHash]));
}
