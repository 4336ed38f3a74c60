/** What the desk refuses to do, as the problem that it is to whoever asked. */
import { DeskBusy } from '../desk/newsroom.ts';
import { ConflictError, NotFoundError, WiredeskError } from '../story/wiredesk-error.ts';
import { StoreError } from '../wire/store.ts';
import { problem, type ApiAnswer } from './answer.ts';
import type { ProblemName } from './problem-types.ts';

const RETRY_AFTER_S = 30;

/** Passes on the answer, or what a `WiredeskError` says of why there is none; what is the desk's own trouble is thrown. */
export async function told(run: () => Promise<ApiAnswer>): Promise<ApiAnswer> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof DeskBusy) {
      return problem('unavailable', error.message, { headers: { 'retry-after': String(RETRY_AFTER_S) } });
    }
    if (error instanceof NotFoundError) return problem('not-found', error.message);
    if (error instanceof ConflictError) return problem('conflict', error.message);
    if (error instanceof StoreError) {
      const name = OF_STORE[error.code];
      if (name === undefined) throw error;
      return problem(name, error.message);
    }
    if (error instanceof WiredeskError) return problem('unusable', error.message);
    throw error;
  }
}

/** The others are trouble of the store itself. */
const OF_STORE: Partial<Readonly<Record<StoreError['code'], ProblemName>>> = {
  'subscriber-exists': 'conflict',
  'token-exists': 'conflict',
  'wrong-key': 'conflict',
  'no-subscriber': 'not-found',
};
