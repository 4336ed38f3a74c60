/**
 * Versions of stories that were read before: what stands on the wire stays as it is. A feed lists a hundred stories, and with
 * each new one all but that are the same.
 */
import type { StoryVersion } from '../story/story.ts';

/** Some thousand versions are read again and again, and take three times as much as their text. */
const CHARACTERS_MAX = 8 * 1024 * 1024;

export class RememberedVersions {
  readonly #charactersMax: number;
  /** The first is the one that was not asked for the longest. */
  readonly #known = new Map<string, { readonly version: StoryVersion; readonly characters: number }>();
  #characters = 0;

  constructor(charactersMax: number = CHARACTERS_MAX) {
    this.#charactersMax = charactersMax;
  }

  /** `read` returns its JSON, and is called where it is not remembered. */
  get(key: string, read: () => string): StoryVersion {
    const known = this.#known.get(key);
    if (known === undefined) return this.#remember(key, read());
    this.#known.delete(key);
    this.#known.set(key, known);
    return known.version;
  }

  #remember(key: string, json: string): StoryVersion {
    // Written by `append` of this house; the hash chain tells whether anybody else has touched it.
    const version: StoryVersion = JSON.parse(json);
    this.#known.set(key, { version, characters: json.length });
    this.#characters += json.length;
    for (const [oldest, { characters }] of this.#known) {
      if (this.#characters <= this.#charactersMax) break;
      this.#known.delete(oldest);
      this.#characters -= characters;
    }
    return version;
  }
}
