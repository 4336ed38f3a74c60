/** Codes documents in two threads: the one that asks, and one of its own. Node's threads are left to wait for the disk. */
import { type ContentCoding, encodedAtOnce } from '../http/content-codings.ts';
import { type AskedThread, startThread, threadModule } from '../threads/asked-thread.ts';
import type { Coder } from './coder.ts';
import { FeedsError } from './feeds-error.ts';

export type CodingTalk = {
  readonly given: undefined;
  readonly question: { readonly bytes: Uint8Array; readonly codings: readonly ContentCoding[] };
  readonly answer: ReadonlyMap<ContentCoding, Uint8Array>;
};

const THREAD = threadModule('coding-worker', import.meta.url);

/** One that it codes, and one that it finds when it is done. */
const HANDED_OVER_MAX = 2;

/** Of short-lived objects, of which it makes few. */
const YOUNG_GENERATION_MEGABYTES = 2;

/** Ends with the thread that calls. */
export function codeApart(): Coder {
  let thread: AskedThread<CodingTalk> | undefined;
  let handedOver = 0;

  function start(): AskedThread<CodingTalk> {
    return startThread<CodingTalk>(THREAD, {
      given: undefined,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MEGABYTES },
      refused: (message) => new FeedsError(message),
      lost: (cause) => new FeedsError('the thread that codes documents has ended', { cause }),
    });
  }

  return async (bytes, codings) => {
    if (handedOver >= HANDED_OVER_MAX) return codedAtOnce(bytes, codings);
    // After one that has ended the next document has a new one.
    if (thread === undefined || thread.hasEnded) thread = start();
    handedOver += 1;
    try {
      return await thread.ask({ bytes, codings });
    } finally {
      handedOver -= 1;
    }
  };
}

export function codedAtOnce(
  bytes: Uint8Array,
  codings: readonly ContentCoding[],
): ReadonlyMap<ContentCoding, Uint8Array> {
  return new Map(codings.map((coding) => [coding, encodedAtOnce(bytes, coding)] as const));
}
