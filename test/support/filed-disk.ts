/**
 * The disk below `stories/` and `wire/pictures/`: there are other people's hands in it, and at times it fails. Whoever reads
 * there calls Node by itself, so it is Node's calls that are watched, of the folders of this desk alone.
 */
import { existsSync, promises } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join, relative } from 'node:path';

/**
 * By what it does: `list` a folder, `see` what there is of a file, `open` it, `read` it, `see again` what was read; keep or
 * find a picture on its `shelf`.
 */
export type FiledCall = 'list' | 'see' | 'open' | 'read' | 'see again' | 'shelf';

export type Mishap = {
  readonly call: FiledCall;
  /** The how manieth of such calls. */
  readonly at: number;
  /** What the system says of it, once or from then on; or what somebody does at that moment. */
  readonly meets: FaultCode | 'somebody';
  readonly lasts: boolean;
};

export type FaultCode = 'EACCES' | 'EIO' | 'EMFILE';

type Act = (...given: unknown[]) => Promise<unknown>;
type Calls = Record<string, Act>;

const OF_STORIES: Readonly<Record<string, FiledCall>> = { readdir: 'list', lstat: 'see', stat: 'see', open: 'open' };
const OF_PICTURES: ReadonlySet<string> = new Set(['stat', 'utimes', 'mkdir', 'rename', 'open']);

export class FiledDisk {
  readonly #stories: string;
  readonly #pictures: string;
  readonly #node = promises as unknown as Calls;
  readonly #own = new Map<string, Act>();
  readonly #counts = new Map<FiledCall, number>();
  /** By what they fail, with all that is in them. */
  readonly #broken = new Map<string, FaultCode>();
  #turn: Promise<unknown> = Promise.resolve();
  #mishap: Mishap | undefined;
  #somebody: (path: string) => void = () => undefined;
  /** What it met, for the schedule. */
  met: { readonly path: string; readonly call: FiledCall } | undefined;

  constructor(stories: string, pictures: string) {
    this.#stories = stories;
    this.#pictures = pictures;
    for (const name of new Set([...Object.keys(OF_STORIES), ...OF_PICTURES])) {
      const own = this.#node[name];
      if (own === undefined) throw new Error(`Node has no fs.promises.${name}`);
      this.#own.set(name, own);
      this.#node[name] = (...given) => this.#call(name, own, given);
    }
    syncBuiltinESMExports();
  }

  [Symbol.dispose](): void {
    for (const [name, own] of this.#own) this.#node[name] = own;
    syncBuiltinESMExports();
  }

  /** From now on. */
  meet(mishap: Mishap | undefined, somebody: (path: string) => void): void {
    this.#mishap = mishap;
    this.#somebody = somebody;
    this.#counts.clear();
    this.met = undefined;
  }

  rest(): void {
    this.#mishap = undefined;
  }

  /** From now on, with all that is in it; a path below `stories/`. */
  breakAt(path: string, code: FaultCode): void {
    this.#broken.set(join(this.#stories, path), code);
  }

  /** What lasted is over. */
  mend(): void {
    this.#broken.clear();
  }

  /** In the pass under way, or for longer. */
  get hasFailed(): boolean {
    return this.met !== undefined || this.isBroken;
  }

  /** For longer than a call. */
  get isBroken(): boolean {
    return this.#broken.size > 0;
  }

  async #call(name: string, own: Act, given: unknown[]): Promise<unknown> {
    const [path] = given;
    if (typeof path !== 'string') return own(...given);
    if (isWithin(path, this.#stories)) {
      const call = OF_STORIES[name];
      if (call === undefined) return own(...given);
      return this.#inTurn(async () => {
        this.#pass(call, path);
        const result = await own(...given);
        return call === 'open' ? this.#watched(path, result as promises.FileHandle) : result;
      });
    }
    if (isWithin(path, this.#pictures) && OF_PICTURES.has(name)) this.#pass('shelf', path);
    return own(...given);
  }

  #watched(path: string, handle: promises.FileHandle): promises.FileHandle {
    const calls = handle as unknown as Calls;
    let isRead = false;
    const around = (name: string, callOf: () => FiledCall): void => {
      const own = calls[name]?.bind(handle);
      if (own === undefined) throw new Error(`a file handle of Node has no ${name}`);
      calls[name] = (...given) =>
        this.#inTurn(() => {
          this.#pass(callOf(), path);
          return own(...given);
        });
    };
    around('readFile', () => {
      isRead = true;
      return 'read';
    });
    around('stat', () => (isRead ? 'see again' : 'read'));
    return handle;
  }

  /** One after the other: threads that race would make another schedule of the same seed. */
  #inTurn<Result>(act: () => Promise<Result>): Promise<Result> {
    const turn = this.#turn.then(act);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  /** Throws where it meets a fault. */
  #pass(call: FiledCall, path: string): void {
    for (const [broken, code] of this.#broken) if (isWithin(path, broken)) throw fault(code, call, path);
    const mishap = this.#mishap;
    // Most names that are asked for are of no file.
    if (mishap?.call !== call || (call !== 'shelf' && !existsSync(path))) return;
    const count = (this.#counts.get(call) ?? 0) + 1;
    this.#counts.set(call, count);
    if (count !== mishap.at) return;
    this.met = { path: relative(this.#stories, path), call };
    if (mishap.meets === 'somebody') {
      this.#somebody(this.met.path);
      return;
    }
    if (mishap.lasts) this.#broken.set(path, mishap.meets);
    throw fault(mishap.meets, call, path);
  }
}

function fault(code: FaultCode, call: FiledCall, path: string): Error {
  return Object.assign(new Error(`${code}: simulated, ${call} '${path}'`), { code, syscall: call, path });
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}
