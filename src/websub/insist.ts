/** What somebody has confirmed to want is done as soon as the store can be written. */
import { logStoreAnswer, logStoreRefusal } from '../delivery/delivery-log.ts';
import type { Later } from '../delivery/later.ts';
import { onAbort } from '../delivery/on-abort.ts';
import { storeRetryDelay } from '../delivery/store-trouble.ts';
import type { HubLog } from './hub-log.ts';

type Insistence = { readonly later: Later; readonly log: HubLog };

/** Tries it again while the store refuses. Rejects with the last refusal where the hub ends first. */
export async function insist<Result>(
  write: () => Promise<Result>,
  { later, log }: Insistence,
  signal: AbortSignal,
): Promise<Result> {
  for (let troubles = 0; ;) {
    try {
      const result = await write();
      if (troubles > 0) logStoreAnswer(log, 'record', troubles);
      return result;
    } catch (error) {
      troubles += 1;
      logStoreRefusal(log, { work: 'record', error, troubles });
      await pause(storeRetryDelay(troubles), later, signal);
      if (signal.aborted) throw error;
    }
  }
}

/** Until that time is over, or the signal aborts. */
function pause(ms: number, later: Later, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const callOff = later(ms, end);
    const forget = onAbort(signal, end);
    function end(): void {
      callOff();
      forget();
      resolve();
    }
  });
}
