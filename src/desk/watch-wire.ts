/** Tells when another process has written to the wire: published, killed a story, added a subscriber. */
import type { Log } from './log.ts';
import type { OpenDesk } from './open-desk.ts';

const POLL_MS = 200;

/**
 * The first look calls too: whoever follows has read the wire before it, and nobody tells what was written in between. A
 * kill of that moment would lie there until something else is written.
 */
export function watchWire(
  { store }: Pick<OpenDesk, 'store'>,
  log: Log,
  onChange: () => void | Promise<void>,
  everyMs: number = POLL_MS,
): Disposable {
  let known: number | undefined;
  let failing = false;
  const ask = async (): Promise<void> => {
    try {
      const revision = await store.revision();
      if (revision !== known) await onChange();
      known = revision;
      failing = false;
    } catch (error) {
      if (!failing) log.error({ err: error }, 'the wire cannot be read; what others publish is seen when it can');
      failing = true;
    }
  };
  const timer = setInterval(() => void ask(), everyMs);
  return { [Symbol.dispose]: () => clearInterval(timer) };
}
