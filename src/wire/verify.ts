/** Walks the log and says whether it is what was once written: nothing changed, nothing taken out, nothing slipped in. */
import { eventHash, GENESIS_HASH, sha256 } from './event.ts';
import type { Store } from './store.ts';

export type Verification =
  | { readonly intact: true; readonly events: number; readonly headHash: string }
  | { readonly intact: false; readonly seq: number; readonly reason: string };

const PAGE = 500;

export async function verifyLog({ log, stories }: Store): Promise<Verification> {
  let seq = 0;
  let previousHash = GENESIS_HASH;
  for (;;) {
    const events = await log.after(seq, PAGE);
    if (events.length === 0) return { intact: true, events: seq, headHash: previousHash };
    for (const event of events) {
      const broken = (reason: string): Verification => ({ intact: false, seq: event.seq, reason });
      if (event.seq !== seq + 1) return broken(`event ${seq + 1} is missing`);
      if (event.previousHash !== previousHash) return broken('it does not follow from the event before it');
      if (eventHash(event) !== event.hash) return broken('it was changed after it was written');
      const version = await stories.version(event.guid, event.version);
      if (version === undefined) return broken('the story version that it announces is missing');
      if (sha256(JSON.stringify(version)) !== event.contentHash) {
        return broken('the story version that it announces was changed after it was written');
      }
      seq = event.seq;
      previousHash = event.hash;
    }
  }
}
