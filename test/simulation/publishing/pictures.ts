/** Every picture that was saved: by which word and which bytes it is known, and of whose stories it is. */
import { createHash } from 'node:crypto';

import { jpeg, UTF8_IIM } from '../../support/pictures.ts';
import type { Filed } from './newsroom.ts';

export type Picture = {
  /** Stands in its caption. */
  readonly word: string;
  /** SHA-256 in hex, of the whole picture. */
  readonly hash: string;
  readonly bytes: Buffer;
  /** Beside whose files it has lain, and since which of their texts. */
  readonly owners: Map<Filed, number>;
};

/** Half a SHA-256, as addresses have it. */
const HASH = /[0-9a-f]{32}/g;

export class Pictures {
  readonly #byWord = new Map<string, Picture>();
  readonly #byAddress = new Map<string, Picture>();

  make(word: string): Picture {
    const bytes = jpeg(64, 40, { iim: [UTF8_IIM, [2, 120, `The council on ${word}`]] });
    const hash = createHash('sha256').update(bytes).digest('hex');
    const picture = { word, hash, bytes, owners: new Map<Filed, number>() };
    this.#byWord.set(word, picture);
    this.#byAddress.set(hash.slice(0, 32), picture);
    return picture;
  }

  withWord(word: string): Picture | undefined {
    return this.#byWord.get(word);
  }

  withHash(hash: string): Picture | undefined {
    return this.#byAddress.get(hash.slice(0, 32));
  }

  /** Those whose addresses stand in it. */
  namedIn(text: string | Uint8Array): readonly Picture[] {
    const read = typeof text === 'string' ? text : Buffer.from(text).toString('latin1');
    return (read.match(HASH) ?? []).flatMap((hash) => this.#byAddress.get(hash) ?? []);
  }
}
