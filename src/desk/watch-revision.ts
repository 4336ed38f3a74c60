/** Whether another process has written to the wire. */
import type { Log } from './log.ts';
import type { OpenDesk } from './open-desk.ts';

type WatchOptions = { readonly everyMs: number; readonly onChange: () => void };

/** Looks again and again; what it returns ends that. */
export function watchRevision({ store }: OpenDesk, log: Log, { everyMs, onChange }: WatchOptions): () => void {
  let known: number | undefined;
  let failing = false;
  const ask = async (): Promise<void> => {
    try {
      const revision = await store.revision();
      if (known !== undefined && revision !== known) onChange();
      known = revision;
      failing = false;
    } catch (error) {
      if (!failing) log.error({ err: error }, 'the wire cannot be read; what others publish is seen when it can');
      failing = true;
    }
  };
  const timer = setInterval(() => void ask(), everyMs);
  return () => clearInterval(timer);
}
