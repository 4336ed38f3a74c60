/**
 * A connection to the desk's server, as Node's server sees its socket. What the desk has written stays there until it is
 * taken, and is on its way until it arrives: whatever has not arrived is lost with the connection.
 */
import { Duplex } from 'node:stream';

type Ends = {
  /** The desk has nothing written that is not taken, and writes this. */
  readonly written: (text: string) => void;
  readonly arrives: (text: string) => void;
  /** By the desk, or after the client has hung up. */
  readonly closed: () => void;
};

type Chunk = { readonly chunk: Buffer };
type Taken = (error?: Error | null) => void;

export class Connection extends Duplex {
  isHungUp = false;
  isClosed = false;
  /** The desk has been cut off, and hears nothing of what becomes of it. */
  isDead = false;

  readonly #ends: Ends;
  readonly #underWay: string[] = [];
  #untaken: { readonly text: string; readonly taken: Taken } | undefined;

  constructor(ends: Ends) {
    super({ allowHalfOpen: true });
    this.#ends = ends;
  }

  get hasUntaken(): boolean {
    return this.#untaken !== undefined;
  }

  get isOpen(): boolean {
    return !this.isClosed && !this.isDead && !this.isHungUp;
  }

  /** It has arrived, or nobody will ever hear of it. */
  get isOver(): boolean {
    return this.#underWay.length === 0 && !this.isOpen;
  }

  ask(target: string, fields: Readonly<Record<string, string>>): void {
    const head = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
    // So that the answer has no chunks and the connection no second request.
    this.push(`GET ${target} HTTP/1.0\r\n${head.join('')}\r\n`);
  }

  /** By the network: it will arrive. */
  takeWritten(): void {
    const { text, taken } = this.#untaken ?? {};
    this.#untaken = undefined;
    if (text !== undefined) this.#underWay.push(text);
    taken?.();
  }

  arrive(): void {
    for (const text of this.#underWay.splice(0)) this.#ends.arrives(text);
  }

  hangUp(): void {
    this.isHungUp = true;
    this.#underWay.length = 0;
    if (!this.isDead) this.destroy(Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }));
  }

  override _read(): void {
    // What is asked is pushed.
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, taken: Taken): void {
    this._writev([{ chunk }], taken);
  }

  override _writev(chunks: readonly Chunk[], taken: Taken): void {
    const text = Buffer.concat(chunks.map(({ chunk }) => chunk)).toString();
    this.#untaken = { text, taken };
    if (!this.isDead) this.#ends.written(text);
  }

  override _destroy(error: Error | null, destroyed: Taken): void {
    this.isClosed = true;
    if (!this.isDead) this.#ends.closed();
    destroyed(error);
  }

  /** As a socket has it: closed when all is taken. */
  destroySoon(): void {
    this.end();
    if (this.writableFinished) this.destroy();
    else this.once('finish', () => this.destroy());
  }
}
