/**
 * Who may have been sent a feed since when: what comes to a callback late may be another text than the one which its owner
 * has fetched meanwhile, and nobody in the store knows of it where the subscription that was tried has ended.
 */
import type { WebSubKey } from '../wire/websub-shelf.ts';

export type Attempts = {
  /** An attempt begins. The function that is returned says that it has ended. */
  readonly begin: (key: WebSubKey) => () => void;
  readonly watch: (key: WebSubKey) => AttemptWatch;
};

export type AttemptWatch = {
  /** Whether one was under way when the watch began, or has begun since. */
  readonly hasSeenOne: () => boolean;
  readonly end: () => void;
};

type OfKey = { underWay: number; readonly watches: Set<{ hasSeenOne: boolean }> };

export function attemptsByKey(): Attempts {
  const known = new Map<string, OfKey>();

  function of(name: string): OfKey {
    const found = known.get(name) ?? { underWay: 0, watches: new Set() };
    known.set(name, found);
    return found;
  }

  function forgetIfOver(name: string, { underWay, watches }: OfKey): void {
    if (underWay === 0 && watches.size === 0) known.delete(name);
  }

  return {
    begin(key) {
      const name = nameOf(key);
      const one = of(name);
      one.underWay += 1;
      for (const watch of one.watches) watch.hasSeenOne = true;
      return () => {
        one.underWay -= 1;
        forgetIfOver(name, one);
      };
    },
    watch(key) {
      const name = nameOf(key);
      const one = of(name);
      const watch = { hasSeenOne: one.underWay > 0 };
      one.watches.add(watch);
      return {
        hasSeenOne: () => watch.hasSeenOne,
        end() {
          one.watches.delete(watch);
          forgetIfOver(name, one);
        },
      };
    },
  };
}

/** No name of a document has a space in it. */
function nameOf({ document, callbackKey }: WebSubKey): string {
  return `${document} ${callbackKey}`;
}
