/** Walks the log and says whether it is what was once written: nothing changed, nothing taken out, nothing slipped in. */
import type { StoryVersion } from '../story/story.ts';
import { eventHash, GENESIS_HASH, publicSeq, sha256, type WireEvent } from './event.ts';
import type { Store, StoryShelf } from './store.ts';

export type Verification =
  | { readonly intact: true; readonly events: number; readonly headHash: string }
  | { readonly intact: false; readonly seq: number; readonly reason: string };

const PAGE = 500;

export async function verifyLog({ log, stories }: Store): Promise<Verification> {
  let seq = 0;
  let previousHash = GENESIS_HASH;
  let number = 0;
  for (;;) {
    const events = await log.after(seq, PAGE);
    if (events.length === 0) return verifyEnd(stories, seq, previousHash);
    for (const event of events) {
      const broken = (reason: string): Verification => ({ intact: false, seq: event.seq, reason });
      if (event.seq !== seq + 1) return broken(`event ${seq + 1} is missing`);
      if (event.previousHash !== previousHash) return broken('it does not follow from the event before it');
      if (eventHash(event) !== event.hash) return broken('it was changed after it was written');
      const version = await readable(stories, event);
      if (version === undefined) return broken('the story version that it announces is missing or cannot be read');
      if (sha256(JSON.stringify(version)) !== event.contentHash) {
        return broken('the story version that it announces was changed after it was written');
      }
      // The chain does not bind these two: they follow from the version.
      number += version.audience === undefined ? 1 : 0;
      if (event.audience !== version.audience || publicSeq(event) !== number) {
        return broken('who may know of it was changed after it was written');
      }
      seq = event.seq;
      previousHash = event.hash;
    }
  }
}

/** A log cut short at its end is a sound chain; the stories tell how far it once went. */
async function verifyEnd(stories: StoryShelf, lastSeq: number, headHash: string): Promise<Verification> {
  const { newestSeq, versions } = await stories.extent();
  const intact = newestSeq === lastSeq && versions === lastSeq;
  return intact
    ? { intact, events: lastSeq, headHash }
    : { intact, seq: lastSeq + 1, reason: 'the log ends before the stories that it announces do' };
}

/** Text that nobody can read any more is as good as gone. */
async function readable(stories: StoryShelf, { guid, version }: WireEvent): Promise<StoryVersion | undefined> {
  try {
    return await stories.version(guid, version);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
