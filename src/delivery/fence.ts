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
  /** Called once for each kill, before `look` resolves. */
  readonly onKill: (kill: WireEvent) => void;
};

export function fence({ store, onKill }: FenceDeps): Fence {
  const known: WireEvent[] = [];
  const lowestAllowed = new Map<string, number>();
  let last = 0;
  return {
    async look() {
      for (const kill of await store.log.kills(last)) {
        // Two who look at the same time read the same kills.
        if (kill.seq <= last) continue;
        last = kill.seq;
        known.push(kill);
        lowestAllowed.set(kill.guid, kill.version);
        onKill(kill);
      }
    },
    isKilled: ({ guid, version }) => version < (lowestAllowed.get(guid) ?? 0),
    killOf: (guid) => known.findLast((kill) => kill.guid === guid),
    after: (seq) => known.slice(known.findLastIndex((kill) => kill.seq <= seq) + 1),
  };
}
