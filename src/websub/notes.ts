/**
 * What lies in `feeds/` is noted in the store, and so owed to whoever does not have it. One look at a document at a time:
 * a slow one that noted what has changed meanwhile would owe everybody what is no more.
 */
import { isoAt } from '../delivery/due.ts';
import type { WebSubShelf } from '../wire/websub-shelf.ts';
import type { Topics } from './topics.ts';

export type Notes = {
  /**
   * Resolves when what lies there now, or what came after it, is noted, with whether anything does. Rejects where it cannot be
   * read or the store refuses.
   */
  readonly note: (document: string) => Promise<boolean>;
};

type NotesDeps = {
  readonly store: Pick<WebSubShelf, 'noteContent'>;
  readonly topics: Pick<Topics, 'hash'>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
};

type Looks = {
  readonly underWay: Promise<boolean>;
  /** Begins when that has ended, so it is as good for all who come before. */
  next?: Promise<boolean>;
};

export function notesOf({ store, topics, now }: NotesDeps): Notes {
  const looks = new Map<string, Looks>();

  function begin(document: string): Promise<boolean> {
    const underWay = look(document).finally(() => {
      if (looks.get(document)?.next === undefined) looks.delete(document);
    });
    looks.set(document, { underWay });
    return underWay;
  }

  async function look(document: string): Promise<boolean> {
    const hash = await topics.hash(document);
    if (hash === undefined) return false;
    await store.noteContent(document, hash, isoAt(now()));
    return true;
  }

  return {
    note(document) {
      const found = looks.get(document);
      if (found === undefined) return begin(document);
      const again = (): Promise<boolean> => begin(document);
      return (found.next ??= found.underWay.then(again, again));
    },
  };
}
