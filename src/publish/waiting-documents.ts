/**
 * Documents that are written and wait to take their places, in the order in which they were given: a reader who follows a
 * link from one that has just taken its place finds what it leads to.
 */

/** What was given by one call: the documents in it take their places one after the other. */
export type Given = { readonly turn: number };

/** Relative to `feeds/`; a folder has the names in it, a document none. */
export type WaitingDocument = { readonly path: string; readonly names: readonly string[] };

type Waiting = WaitingDocument & { readonly given: Given };

export class WaitingDocuments {
  readonly #waiting = new Map<string, Waiting>();
  #last: { readonly kind: 'document' | 'folder'; readonly given: Given } | undefined;
  #files = 0;

  /** Folders that follow each other have one turn: stories, of which there may be any number, need not wait for each other. */
  next(kind: 'document' | 'folder'): Given {
    const turn = this.#last?.given.turn ?? 0;
    const given = { turn: kind === 'folder' && this.#last?.kind === 'folder' ? turn : turn + 1 };
    this.#last = { kind, given };
    return given;
  }

  /** Files among them. */
  get files(): number {
    return this.#files;
  }

  get paths(): readonly string[] {
    return [...this.#waiting.keys()];
  }

  has(path: string): boolean {
    return this.#waiting.has(path);
  }

  /** What waits there already waits on, with these names as well, and takes its place at the later turn. */
  add(path: string, names: readonly string[], given: Given): void {
    const all = [...new Set([...(this.#waiting.get(path)?.names ?? []), ...names])];
    this.delete(path);
    this.#waiting.set(path, { path, names: all, given });
    this.#files += filesOf(all);
  }

  delete(path: string): void {
    const waiting = this.#waiting.get(path);
    if (waiting === undefined) return;
    this.#waiting.delete(path);
    this.#files -= filesOf(waiting.names);
  }

  /** One turn after the other; of each, what was given by one call, in order. */
  turns(): readonly (readonly (readonly WaitingDocument[])[])[] {
    const turns = Map.groupBy(this.#waiting.values(), ({ given }) => given.turn);
    return [...turns]
      .toSorted(([a], [b]) => a - b)
      .map(([, waiting]) => [...Map.groupBy(waiting, ({ given }) => given).values()]);
  }
}

/** A folder counts by its documents. */
function filesOf(names: readonly string[]): number {
  return Math.max(names.length, 1);
}
