/** What copy asks to be done with its story: by its front matter, or by a mark such as `CORRECTED -` or `HOLD HOLD HOLD`. */
import type { Standing } from '../copy/items/item.ts';
import type { ReadCopy } from '../copy/read-copy.ts';
import type { StatusMarkKind } from '../story/status-mark.ts';
import type { Story } from '../story/story.ts';

export type Orders = {
  readonly kill?: { readonly reason?: string };
  readonly hold?: { readonly reason?: string };
  readonly correction?: { readonly note?: string };
};

type GoodCopy = Extract<ReadCopy, { ok: true }>;

export function ordersOf({ story, orders = {}, marks, item }: GoodCopy): Orders {
  const has = (kind: StatusMarkKind): boolean => marks.some((mark) => mark.kind === kind);
  const note = story.edNote === undefined ? {} : { note: withoutBrackets(story.edNote) };
  const reason = story.edNote === undefined ? {} : { reason: story.edNote };
  return {
    ...((has('kill') || item?.pubStatus === 'canceled') && { kill: reason }),
    ...(orders.kill !== undefined && { kill: { reason: orders.kill } }),
    ...((has('hold') || isWithheldForGood(story, item)) && { hold: reason }),
    ...(orders.hold !== undefined && { hold: orders.hold }),
    ...((has('correction') || item?.signal === 'correction') && { correction: note }),
    ...(orders.correction !== undefined && { correction: { note: orders.correction } }),
  };
}

/** Its sender withholds it and names no end (IPTC pubStatus `stat:withheld`). */
function isWithheldForGood(story: Story, item: Standing | undefined): boolean {
  return item?.pubStatus === 'withheld' && story.embargo === undefined;
}

/** `(Corrects the date in paragraph 2)`, as wires file it: brackets belong to the copy, not to the sentence. */
function withoutBrackets(note: string): string {
  return note.replace(/^\s*[([](.*)[)\]]\s*$/su, '$1').trim();
}
