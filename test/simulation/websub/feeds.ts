/** The documents in `feeds/`, without a disk: what lies there now, and what a pass does to them, one file after the other. */
import type { Topics } from '../../../src/websub/topics.ts';
import type { Machine } from '../machine.ts';
import type { Dice } from '../random.ts';

export const BASE = 'https://wire.example/';
export const DOCUMENTS: readonly string[] = ['rss.xml', 'atom.xml', 'fr/rss.xml'];

export type Feeds = {
  /** As whoever publishes sees them: no step of its own. */
  readonly lying: (document: string) => string | undefined;
  /** The number of the last change that made it that text. */
  readonly lastChangeTo: (document: string, text: string) => number;
  /** Another text, or one that it has had before, or none. */
  readonly change: (document: string, dice: Dice) => void;
  /** It is there. */
  readonly put: (document: string) => void;
  /** As the hub sees them: every look takes its time. */
  readonly topics: Topics;
};

export function feedsOn(pc: Machine): Feeds {
  const texts = new Map<string, string[]>(DOCUMENTS.map((document) => [document, [`${document} 1`]]));
  const absent = new Set<string>();
  const lying = (document: string): string | undefined =>
    absent.has(document) ? undefined : texts.get(document)?.at(-1);
  return {
    lying,
    lastChangeTo: (document, text) => texts.get(document)?.lastIndexOf(text) ?? -1,
    change(document, dice) {
      const past = texts.get(document) ?? [];
      absent.delete(document);
      if (dice.chance(0.1)) absent.add(document);
      // Back to what it was: a story is taken back before its hour, and the feed is that of before.
      else if (dice.chance(0.3)) past.push(past.at(-2) ?? past[0] ?? '');
      else past.push(`${document} ${new Set(past).size + 1}`);
    },
    put: (document) => absent.delete(document),
    topics: {
      isOurs: (address) => address.startsWith(BASE),
      documentAt(address) {
        const [path = ''] = address.slice(BASE.length).split('#');
        return texts.has(path) ? path : undefined;
      },
      urlOf: (document) => BASE + document,
      isTopic: (path) => texts.has(path),
      hash: pc.through('look at a feed', async (document: string) => lying(document)),
      content: pc.through('read a feed', async (document: string) => {
        const hash = lying(document);
        return hash === undefined ? undefined : { hash, body: Buffer.from(hash), mediaType: 'application/rss+xml' };
      }),
    },
  };
}
