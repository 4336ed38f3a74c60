/** What has changed in `feeds/`: after an archive it is hundreds of thousands of documents, whose names nobody reads. */

export type ChangedDocuments = {
  /** Relative to `feeds/`, in order; no more than some of them where they are many. */
  readonly documents: readonly string[];
  /** All of them; a document that was written twice counts twice. */
  readonly documentCount: number;
};

export const NO_DOCUMENTS: ChangedDocuments = { documents: [], documentCount: 0 };

/** So many names are kept of what one folder, or one thread, has written. */
const NAMED_MAX = 1_000;

/** Gathers them as they come. */
export class DocumentTally {
  readonly #named = new Set<string>();
  #count = 0;

  add(document: string): void {
    this.#count += 1;
    if (this.#named.size < NAMED_MAX) this.#named.add(document);
  }

  addAll({ documents, documentCount }: ChangedDocuments): void {
    for (const document of documents) this.add(document);
    this.#count += documentCount - documents.length;
  }

  /** All since the last time. */
  take(): ChangedDocuments {
    const taken = { documents: [...this.#named].sort(), documentCount: this.#count };
    this.#named.clear();
    this.#count = 0;
    return taken;
  }
}
