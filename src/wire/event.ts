/** The log's entries, and the chain of hashes that binds each to all before it. */
import { hash } from 'node:crypto';

import type { EventType } from '../story/story.ts';

export type WireEvent = {
  /** 1, 2, 3 ... without gaps. */
  readonly seq: number;
  readonly type: EventType;
  readonly guid: string;
  readonly version: number;
  /** ISO 8601 UTC with milliseconds. */
  readonly committedAt: string;
  /** Nobody but subscribers who are trusted with embargoed copy may know of it. Absent: everybody may. */
  readonly audience?: 'trusted';
  /** The number that the outside sees, where it is another than `seq`: see `publicSeq`. */
  readonly publicSeq?: number;
  /** SHA-256 of the story's text as stored, in hex. */
  readonly contentHash: string;
  /** `hash` of the event before; GENESIS_HASH for the first. */
  readonly previousHash: string;
  readonly hash: string;
};

/**
 * Its number for the outside, in which events for the trusted alone leave no gap: it counts the others. One for the
 * trusted has none of its own, and bears that of the last public one before it.
 */
export function publicSeq({ seq, publicSeq: number = seq }: Pick<WireEvent, 'seq' | 'publicSeq'>): number {
  return number;
}

/** Events that take a story back: no earlier version of it is sent after them, and whoever has one is told first. */
export const WITHDRAWALS: readonly EventType[] = ['story.killed', 'story.held'];

export function isWithdrawal({ type }: Pick<WireEvent, 'type'>): boolean {
  return WITHDRAWALS.includes(type);
}

/** The same as SQL has a list. */
export const WITHDRAWAL_TYPES: string = WITHDRAWALS.map((type) => `'${type}'`).join(', ');

export const GENESIS_HASH: string = '0'.repeat(64);

export function sha256(content: string | Uint8Array): string {
  return hash('sha256', content);
}

/** The hash of an event over all that it says and the hash before it: change one entry and every later one is wrong. */
export function eventHash(event: Omit<WireEvent, 'hash'>): string {
  const { seq, type, guid, version, committedAt, contentHash, previousHash } = event;
  return sha256(JSON.stringify([seq, type, guid, version, committedAt, contentHash, previousHash]));
}
