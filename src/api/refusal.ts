/** What the desk refuses to do, as the problem that it is to whoever asked. */
import { DeskBusy } from '../desk/newsroom.ts';
import { ConflictError, NotFoundError, WiredeskError } from '../story/wiredesk-error.ts';
import { StoreError } from '../wire/store.ts';
import { problem, type ApiAnswer } from './answer.ts';

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
    if (error instanceof StoreError) return ofStore(error);
    if (error instanceof WiredeskError) return problem('unusable', error.message);
    throw error;
  }
}

function ofStore(error: StoreError): ApiAnswer {
  switch (error.code) {
    case 'subscriber-exists':
    case 'token-exists':
    case 'wrong-key':
      return problem('conflict', error.message);
    case 'no-subscriber':
      return problem('not-found', error.message);
    case 'version-conflict':
    case 'newer-schema':
    case 'damaged':
    case 'unavailable':
      throw error;
  }
}
