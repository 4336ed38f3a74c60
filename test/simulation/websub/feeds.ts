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
  /** Another text, or one that it has had before, or none; where that event takes something back, one that it has not had. */
  readonly change: (document: string, dice: Dice, withdrawalSeq?: number) => void;
  /** The number of the last change by which something was taken back, by an event up to that one; -1 where there was none. */
  readonly lastWithdrawal: (document: string, upToSeq: number) => number;
  /** It is there. */
  readonly put: (document: string) => void;
  /** As the hub sees them: every look takes its time. */
  readonly topics: Topics;
};

export function feedsOn(pc: Machine): Feeds {
  const texts = new Map<string, string[]>(DOCUMENTS.map((document) => [document, [`${document} 1`]]));
  const absent = new Set<string>();
  const withdrawals: { readonly document: string; readonly seq: number; readonly change: number }[] = [];
  const lying = (document: string): string | undefined =>
    absent.has(document) ? undefined : texts.get(document)?.at(-1);
  return {
    lying,
    lastChangeTo: (document, text) => texts.get(document)?.lastIndexOf(text) ?? -1,
    change(document, dice, withdrawalSeq) {
      const past = texts.get(document) ?? [];
      const isBehindWithdrawal = withdrawals.some((one) => one.document === document && one.change === past.length - 1);
      absent.delete(document);
      if (dice.chance(0.1)) absent.add(document);
      // Back to what it was: a story comes before its hour, and is put off. What was killed does not come back.
      else if (withdrawalSeq === undefined && !isBehindWithdrawal && dice.chance(0.3)) {
        past.push(past.at(-2) ?? past[0] ?? '');
      } else {
        past.push(`${document} ${new Set(past).size + 1}`);
        if (withdrawalSeq !== undefined) withdrawals.push({ document, seq: withdrawalSeq, change: past.length - 1 });
      }
    },
    lastWithdrawal: (document, upToSeq) =>
      withdrawals.findLast((one) => one.document === document && one.seq <= upToSeq)?.change ?? -1,
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
