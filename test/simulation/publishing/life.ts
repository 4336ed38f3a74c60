/**
 * One life of the process that publishes: each of its calls to the disk below `feeds/` and to the store passes here, and one
 * of them meets its fate. A crash is the end of all of them at once.
 */
import { StoreError, type Store } from '../../../src/wire/store.ts';
import type { Mishap } from '../../support/filed-disk.ts';

export type Fate =
  | { readonly kind: 'well' }
  /** What the call does has happened, or half of it has. */
  | { readonly kind: 'crash'; readonly at: number; readonly isDone: boolean; readonly cutsPower: boolean }
  /** Of the calls to the disk; a full one takes nothing more from then on. */
  | { readonly kind: 'disk'; readonly at: number; readonly code: 'ENOSPC' | 'EACCES' | 'EIO' }
  | { readonly kind: 'store'; readonly at: number }
  /** Of the calls to what was filed: the disk fails, or `somebody` does something at that moment. */
  | { readonly kind: 'filed'; readonly mishap: Mishap; readonly somebody: (path: string) => void }
  /** An orderly one. */
  | { readonly kind: 'stop'; readonly at: number };

export type DiskCall<Result> = {
  readonly label: string;
  /** It needs room on the disk. */
  readonly takesRoom?: boolean;
  readonly do: () => Promise<Result>;
  readonly doHalf?: () => void;
};

export class Life {
  /** Rejects when it dies. */
  readonly death: Promise<never>;
  #fate: Fate = { kind: 'well' };
  #calls = 0;
  #diskCalls = 0;
  #stop = new AbortController();
  #die: (reason: Error) => void = () => undefined;
  isOver = false;
  /** The call that met its fate, for the schedule. */
  met: string | undefined;

  constructor() {
    this.death = new Promise((_, reject) => {
      this.#die = reject;
    });
    this.death.catch(() => undefined);
  }

  /** From now on. Returns what an orderly stop aborts. */
  meet(fate: Fate): AbortSignal {
    this.#fate = fate;
    this.#calls = 0;
    this.#diskCalls = 0;
    this.#stop = new AbortController();
    this.met = undefined;
    return this.#stop.signal;
  }

  /** What comes now has no fate. */
  rest(): void {
    this.#fate = { kind: 'well' };
  }

  async onDisk<Result>({ label, takesRoom = false, do: act, doHalf }: DiskCall<Result>): Promise<Result> {
    this.#diskCalls += 1;
    const fate = this.#fate;
    if (fate.kind === 'disk') {
      const isFull = fate.code === 'ENOSPC';
      if (isFull ? takesRoom && this.#diskCalls >= fate.at : this.#diskCalls === fate.at) {
        this.met ??= label;
        throw Object.assign(new Error(`${fate.code}: simulated, ${label}`), { code: fate.code });
      }
    }
    return this.#call(label, act, doHalf);
  }

  async inStore<Result>(label: string, act: () => Promise<Result>): Promise<Result> {
    if (this.#fate.kind === 'store' && this.#calls + 1 >= this.#fate.at) {
      this.met ??= label;
      throw new StoreError('unavailable', `the disk is full, simulated: ${label}`);
    }
    return this.#call(label, act);
  }

  async #call<Result>(label: string, act: () => Promise<Result>, doHalf?: () => void): Promise<Result> {
    if (this.isOver) return new Promise<never>(() => undefined);
    this.#calls += 1;
    const fate = this.#fate;
    const isIt = 'at' in fate && fate.at === this.#calls;
    if (isIt && fate.kind === 'stop') {
      this.met = label;
      this.#stop.abort();
    }
    if (!isIt || fate.kind !== 'crash') return act();
    this.met = label;
    this.isOver = true;
    if (fate.isDone) await act();
    else doHalf?.();
    this.#die(new Error(`died at ${label}`));
    return new Promise<never>(() => undefined);
  }
}

type Calls = Readonly<Record<string, unknown>>;

/** The same store, each call of which passes through that life. */
export function storeIn(life: Life, store: Store): Store {
  return {
    ...(through(life, 'store', store) as Store),
    // Of a dead process nothing is left that it had not committed.
    together: (work) => store.together(() => Promise.race([work(), life.death])),
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  };
}

function through(life: Life, label: string, calls: object): object {
  return Object.fromEntries(
    Object.entries(calls as Calls).map(([name, call]) => {
      const told = `${label}.${name}`;
      if (typeof call === 'function') {
        const act = call as (...given: unknown[]) => Promise<unknown>;
        return [name, (...given: unknown[]) => life.inStore(told, () => act(...given))];
      }
      return [name, typeof call === 'object' && call !== null ? through(life, told, call) : call];
    }),
  );
}
