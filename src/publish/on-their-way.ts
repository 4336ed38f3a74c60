/** Work that goes on while its caller does: no more of it at a time than so much. A failure is thrown by a later call. */
export class OnTheirWay {
  readonly #max: number;
  readonly #works = new Set<Promise<void>>();
  #failure: Error | undefined;

  constructor(max: number) {
    this.#max = max;
  }

  get hasRoom(): boolean {
    return this.#works.size < this.#max;
  }

  /** Returns when it has begun. */
  async begin(work: () => Promise<unknown>): Promise<void> {
    while (!this.hasRoom) await Promise.race(this.#works);
    this.#throwFailure();
    const going = this.#outcomeOf(work).finally(() => this.#works.delete(going));
    this.#works.add(going);
  }

  /** Returns when nothing is on its way. */
  async all(): Promise<void> {
    await this.ended();
    this.#throwFailure();
  }

  /** The same, however it ended. */
  async ended(): Promise<void> {
    await Promise.all(this.#works);
  }

  async #outcomeOf(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#failure ??= error instanceof Error ? error : new Error(String(error));
    }
  }

  #throwFailure(): void {
    if (this.#failure !== undefined) throw this.#failure;
  }
}
