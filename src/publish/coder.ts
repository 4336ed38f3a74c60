/** Codes a document: in each of these content codings, and in their order. */
import { type ContentCoding, encoded } from '../http/content-codings.ts';

export type Coder = (
  bytes: Uint8Array,
  codings: readonly ContentCoding[],
) => Promise<ReadonlyMap<ContentCoding, Uint8Array>>;

/** By Node's threads. */
export const codeByNode: Coder = async (bytes, codings) =>
  new Map(await Promise.all(codings.map(async (coding) => [coding, await encoded(bytes, coding)] as const)));
