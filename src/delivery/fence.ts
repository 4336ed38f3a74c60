/**
 * The kill fence: what has been killed, known to be up to date. From the moment a kill is on the log no attempt may
 * start that carries an earlier version of its story (DESIGN.md §3.3): whoever starts one looks first, and lets nothing
 * come between.
 */
import type { WireEvent } from '../wire/event.ts';
import type { Log } from '../wire/store.ts';

export type Fence = {
  /** Reads the kills that have come since the last look. */
  readonly look: () => Promise<void>;
  /** Whether a kill of that story has replaced this version. */
  readonly isKilled: (sent: Pick<WireEvent, 'guid' | 'version'>) => boolean;
  /** The kills that are known, after that sequence number, in order. */
  readonly after: (seq: number) => readonly WireEvent[];
  /** The last one of that story. */
  readonly killOf: (guid: string) => WireEvent | undefined;
};

type FenceDeps = {
  readonly store: { readonly log: Pick<Log, 'kills'> };
  /** Runs it when those who would look now have asked for it: one look does for all of them. */
  readonly soon?: (run: () => void) => void;
  /** Called once for each kill, before `look` resolves. */
  readonly onKill: (kill: WireEvent) => void;
};

export function fence({ store, soon = queueMicrotask, onKill }: FenceDeps): Fence {
  const known: WireEvent[] = [];
  const lowestAllowed = new Map<string, number>();
  let last = 0;
  /** Not begun yet: whoever asks now sees all that is on the log by now. */
  let next: Promise<void> | undefined;

  async function read(): Promise<void> {
    next = undefined;
    for (const kill of await store.log.kills(last)) {
      // A look that began before this one may have read the same kills.
      if (kill.seq <= last) continue;
      last = kill.seq;
      known.push(kill);
      lowestAllowed.set(kill.guid, kill.version);
      onKill(kill);
    }
  }

  return {
    look() {
      next ??= new Promise<void>(soon).then(read);
      return next;
    },
    isKilled: ({ guid, version }) => version < (lowestAllowed.get(guid) ?? 0),
    killOf: (guid) => known.findLast((kill) => kill.guid === guid),
    after: (seq) => known.slice(known.findLastIndex((kill) => kill.seq <= seq) + 1),
  };
}
