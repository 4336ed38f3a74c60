/** Kills of which it is not known yet who gets them: the checkpoint waits for each. */
import type { WireEvent } from '../wire/event.ts';
import type { Census } from '../wire/store.ts';

export type OpenKills = {
  readonly begin: (census: Pick<Census, 'checkpoint' | 'crashedUntil'>) => void;
  readonly add: (kill: WireEvent) => void;
  /** Those that have been known long enough: whoever may have been sent the story by a process that died is awake. */
  readonly all: (head: number) => readonly WireEvent[];
  readonly close: (kill: WireEvent) => void;
  /** Sequence number of the first; `Infinity`: there is none. */
  readonly first: () => number;
};

export function openKills(): OpenKills {
  const open = new Map<string, WireEvent>();
  let checkpoint = 0;
  let crashedUntil = 0;
  return {
    begin(census) {
      ({ checkpoint, crashedUntil } = census);
    },
    add(kill) {
      // Of the others it was known before this life began, or their subscribers are behind and know it by themselves.
      if (kill.seq > checkpoint) open.set(kill.guid, kill);
    },
    all: (head) => (head < crashedUntil ? [] : [...open.values()]),
    close(kill) {
      if (open.get(kill.guid) === kill) open.delete(kill.guid);
    },
    first: () => (open.size === 0 ? Infinity : Math.min(...[...open.values()].map(({ seq }) => seq))),
  };
}
