/** What an API lets people of the newsroom do to a desk that runs: file copy, and have done at once what follows an act. */
import { takingContext } from '../publish/publish-pass.ts';
import { ConflictError } from '../story/wiredesk-error.ts';
import { asStoreError } from '../wire/sqlite-transaction.ts';
import { fileCopy, type Filing, type IncomingCopy } from './filing/file-copy.ts';
import { START, takePassLock } from './locks.ts';
import type { OpenDesk } from './open-desk.ts';
import { passContextOf } from './run-pass.ts';
import type { Turns } from './turns.ts';

export type Newsroom = {
  readonly desk: OpenDesk;
  /**
   * Resolves when it is on the wire, durably. Throws a `DeskBusy` where a pass takes long: then nothing has happened.
   */
  readonly file: (copy: IncomingCopy) => Promise<Filing>;
  /** Something was put on the wire, or a subscriber was changed: feeds and deliveries follow. */
  readonly acted: () => void;
};

/** A pass over many files is under way. */
export class DeskBusy extends ConflictError {}

/** Less than clients and proxies commonly wait for an answer. */
const PATIENCE_MS = 20_000;

/** `turns`: those of the passes in this process. */
export function openNewsroom(desk: OpenDesk, turns: Turns, acted: () => void): Newsroom {
  return {
    desk,
    acted,
    async file(copy) {
      const patience = AbortSignal.timeout(PATIENCE_MS);
      return turns(async () => {
        if (patience.aborted) throw new DeskBusy('a pass over many files is under way: file it again in a minute');
        using _lock = await takePassLock(desk.folders, START, patience);
        try {
          return await fileCopy(copy, takingContext(passContextOf(desk)));
        } catch (error) {
          // A disk that is full, or may not be written, is told in the words of the store.
          throw asStoreError(error);
        } finally {
          acted();
        }
      });
    },
  };
}
