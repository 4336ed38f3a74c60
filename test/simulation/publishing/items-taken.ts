/** What README.md promises of other systems' items: their versions go on and never back, and a kill is never forgotten. */
import type { Pass } from '../../../src/publish/publish-pass.ts';
import type { StoryVersion } from '../../../src/story/story.ts';
import { broken } from '../broken-promise.ts';
import type { Filed, Newsroom } from './newsroom.ts';
import { guidOf, type Sender, type Sent, type SentFile } from './sender.ts';
import { toldIn } from './told.ts';
import { wordsIn } from './words.ts';

type Taken = {
  /** The highest version that a pass has dealt with. */
  upTo: number;
  word?: string;
};

export class ItemsTaken {
  readonly #newsroom: Newsroom;
  readonly #sender: Sender;
  readonly #taken = new Map<string, Taken>();

  constructor(newsroom: Newsroom, sender: Sender) {
    this.#newsroom = newsroom;
    this.#sender = sender;
  }

  /** Of each version that comes on the wire. */
  heed({ guid, version, source, story }: StoryVersion): void {
    const item = this.#itemOf(guid);
    if (item === undefined) return;
    const told = `${guid} v${version}`;
    const of = source?.version ?? broken(`${told} does not say which version of its sender's it is`);
    const taken = this.#taken.get(guid) ?? { upTo: 0 };
    const word = [...wordsIn(JSON.stringify(story))].find((each) => item.texts.some((text) => text.word === each));
    if (word !== undefined && word !== taken.word) {
      const newest = Math.max(...this.#versionsWith(item, word));
      if (newest <= taken.upTo)
        broken(`${told} has ${word} of version ${newest}, and version ${taken.upTo} came before`);
    }
    this.#taken.set(guid, {
      upTo: Math.max(taken.upTo, of),
      ...((word ?? taken.word) !== undefined && { word: word ?? taken.word }),
    });
  }

  /** After a pass that has ended well; `isSeen`: whether it has looked at a file as it lies there now. */
  check(pass: Pass, newest: readonly StoryVersion[], isSeen: (path: string) => boolean): void {
    const told = toldIn(pass);
    const byGuid = new Map(newest.map((version) => [version.guid, version]));
    for (const file of this.#sender.files.values()) {
      if (told.has(file.path) || !isSeen(file.path) || !this.#liesThere(file)) continue;
      for (const sent of file.sent) this.#checkSent(file.path, sent, byGuid.get(guidOf(sent.item)));
    }
  }

  #liesThere(file: SentFile): boolean {
    return this.#newsroom.bytesOf(file)?.equals(Buffer.from(file.bytes)) === true;
  }

  #checkSent(path: string, { item, version, status, text, pictures }: Sent, newest: StoryVersion | undefined): void {
    const guid = guidOf(item);
    const taken = this.#taken.get(guid) ?? { upTo: 0 };
    this.#taken.set(guid, { ...taken, upTo: Math.max(taken.upTo, version) });
    const told = `${path} has version ${version} of ${guid} (${status})`;
    if (newest === undefined) {
      if (!this.#wasEverCanceled(item)) broken(`${told}, and it is neither out nor reported`);
      return;
    }
    if (newest.pubStatus === 'canceled') return;
    const current = newest.source?.version ?? 0;
    if (status === 'canceled' && current <= version) broken(`${told}, and it is not killed`);
    const words = wordsIn(JSON.stringify(newest.story));
    // The same words may have come under two numbers, and one number with two texts: the first of them is out, or was
    // before the desk held it.
    const isWord = ({ text: { word } }: { readonly text: { readonly word: string } }): boolean =>
      words.has(word) || word === taken.word;
    const isOut = this.#sender.versionsOf(item).some((each) => each.version >= version && isWord(each));
    // With a text come its pictures, unless they are withheld by themselves.
    for (const { word, terms } of words.has(text.word) ? pictures : []) {
      if (terms === 'usable' && !words.has(word)) broken(`${told}, and it is out without its picture ${word}`);
    }
    if (taken.upTo < version && current < version && !isOut) {
      broken(`${told}, and the wire has version ${current} without a word of it`);
    }
  }

  #wasEverCanceled(item: Filed): boolean {
    return this.#sender.versionsOf(item).some(({ status }) => status === 'canceled');
  }

  #versionsWith(item: Filed, word: string): readonly number[] {
    return this.#sender.versionsOf(item).flatMap(({ text, version }) => (text.word === word ? [version] : []));
  }

  #itemOf(guid: string): Filed | undefined {
    return this.#newsroom.items.find((item) => guidOf(item) === guid);
  }
}
