/**
 * Another system, which drops its items into `stories/`: several in a file, in ninjs or NewsML-G2; new and old versions of
 * them, in whichever file; and some that cannot be read. It counts by itself, and knows nothing of what comes of them.
 */
import { newsItem, ninjsObject } from '../../copy/items/items.ts';
import type { Dice } from '../random.ts';
import type { Filed, Newsroom, Text } from './newsroom.ts';
import { associationsOf, linksOf, packageOf, pictureItemsOf, type SentPicture, somePictures } from './sent-pictures.ts';

const HOUR = 60 * 60_000;
const ITEMS_MAX = 6;
const FILES_MAX = 5;

export type Status = 'usable' | 'withheld' | 'canceled';

/** One version as it was sent, perhaps several times. */
export type Sent = {
  readonly item: Filed;
  readonly version: number;
  readonly status: Status;
  readonly text: Text;
  readonly pictures: readonly SentPicture[];
  /** Nobody can make a story of it. */
  readonly isBad: boolean;
};

export type SentFile = { readonly path: string; readonly bytes: string; readonly sent: readonly Sent[] };

export function guidOf({ name }: Filed): string {
  return `urn:newsml:other.example:20400604:${name}`;
}

export class Sender {
  /** What it has put where. */
  readonly files: Map<string, SentFile> = new Map();
  readonly #newsroom: Newsroom;
  readonly #chances: Dice;
  readonly #versions = new Map<Filed, Sent[]>();
  #filesMade = 0;

  constructor(newsroom: Newsroom, chances: Dice) {
    this.#newsroom = newsroom;
    this.#chances = chances;
  }

  /** What is to be saved next; `isHeld` says of which items the desk lets nothing go. */
  next(now: number, isHeld: ReadonlySet<Filed>): SentFile {
    const chances = this.#chances;
    const count = chances.pick([1, 1, 2, 2, 3]);
    const sent: Sent[] = [];
    for (let made = 0; made < count; made += 1) {
      const before = sent.at(-1)?.item;
      const item = before !== undefined && chances.chance(0.3) ? before : this.#someItem();
      sent.push(this.#nextOf(item, now, isHeld));
    }
    const known = [...this.files.keys()];
    const isOver = known.length >= FILES_MAX || (known.length > 0 && chances.chance(0.3));
    const path = isOver ? chances.pick(known) : this.#newPath();
    const bytes = path.endsWith('.json') ? asNinjs(sent, chances) : asNewsml(sent, chances);
    return { path, bytes, sent };
  }

  saved(file: SentFile): void {
    this.files.set(file.path, file);
  }

  move(path: string, to: string): void {
    const file = this.files.get(path);
    if (file === undefined) return;
    this.files.delete(path);
    this.files.set(to, { ...file, path: to });
  }

  /** Of what the versions of an item say. */
  versionsOf(item: Filed): readonly Sent[] {
    return this.#versions.get(item) ?? [];
  }

  #newPath(): string {
    this.#filesMade += 1;
    const ending = this.#chances.pick(['json', 'xml', 'xml']);
    return `${this.#chances.pick(['', 'other/'])}in-${this.#filesMade}.${ending}`;
  }

  #someItem(): Filed {
    const { items } = this.#newsroom;
    return items.length === 0 || (items.length < ITEMS_MAX && this.#chances.chance(0.3))
      ? this.#newsroom.newItem()
      : this.#chances.pick(items);
  }

  #nextOf(item: Filed, now: number, isHeld: ReadonlySet<Filed>): Sent {
    const versions = this.#versions.get(item) ?? [];
    const chances = this.#chances;
    const [last] = versions.toSorted((a, b) => b.version - a.version);
    // What is new may be under embargo, bad or withdrawn at once; all else has an earlier version.
    const roll = last === undefined ? 0.5 + chances.roll() / 2 : chances.roll();
    if (last !== undefined && roll < 0.25) return chances.pick(versions);
    const sent = this.#made(item, last, { now, roll, waitsForRelease: isHeld.has(item) });
    this.#versions.set(item, [...versions, sent]);
    return sent;
  }

  #made(
    item: Filed,
    last: Sent | undefined,
    { now, roll, waitsForRelease }: { now: number; roll: number; waitsForRelease: boolean },
  ): Sent {
    const chances = this.#chances;
    const newText = (embargo: number | undefined, isTakenBack: boolean): Pick<Sent, 'text' | 'pictures'> => {
      const text = this.#newsroom.newText(item, { embargo, isTakenBack, waitsForRelease });
      return { text, pictures: somePictures(item, text, { newsroom: this.#newsroom, chances, now }) };
    };
    // Numbers are left out, and some of those come late.
    const version = (last?.version ?? 0) + chances.pick([1, 2]);
    const usable = { item, version, status: 'usable', isBad: false } as const;
    if (last !== undefined && roll < 0.31) return { ...last, ...newText(last.text.embargo, last.text.isTakenBack) };
    if (last?.status === 'usable' && !last.isBad && roll < 0.4)
      return { ...usable, text: last.text, pictures: last.pictures };
    const late = (last?.version ?? 0) - 1;
    if (late > 0 && roll < 0.5 && !this.versionsOf(item).some((each) => each.version === late)) {
      return { ...usable, version: late, ...newText(undefined, false) };
    }
    if (roll < 0.58) {
      return {
        ...usable,
        status: chances.pick(['withheld', 'usable']),
        ...newText(now + chances.pick([1, 3, 30]) * HOUR, false),
      };
    }
    if (roll < 0.64) return { ...usable, isBad: true, ...newText(undefined, true) };
    if (roll < 0.7) {
      item.isOrderedBack = true;
      return { ...usable, status: 'withheld', ...newText(undefined, true) };
    }
    if (roll < 0.76) {
      item.isOrderedBack = true;
      const canceled = chances.chance(0.5) && last !== undefined ? last.version : version;
      return { ...usable, version: canceled, status: 'canceled', ...newText(undefined, true) };
    }
    return { ...usable, ...newText(undefined, false) };
  }
}

function headlineOf({ text: { word }, isBad }: Sent): string {
  return isBad ? '' : `Council meets again on ${word} today`;
}

function bodyOf({ text: { word } }: Sent): string {
  return `<p>The council met on ${word} and agreed.</p><p>It meets again in ${word}.</p>`;
}

function instantOf(ms: number): string {
  return new Date(ms).toISOString();
}

function asNinjs(sent: readonly Sent[], chances: Dice): string {
  const objects = sent.map((each) =>
    ninjsObject({
      uri: guidOf(each.item),
      version: String(each.version),
      pubstatus: each.status,
      headline: headlineOf(each),
      body_html: bodyOf(each),
      ...associationsOf(each.pictures),
      ...(each.text.embargo !== undefined && { embargoed: instantOf(each.text.embargo) }),
    }),
  );
  const [only = ''] = objects;
  return objects.length === 1 && chances.chance(0.5) ? only : `[${objects.join(',\n')}]`;
}

function asNewsml(sent: readonly Sent[], chances: Dice): string {
  const pictures = sent.flatMap((each) => each.pictures);
  // With several texts nothing says whose picture each is, unless they lead to it.
  const isPackage = sent.length === 1 && pictures.length > 0 && chances.chance(0.5);
  const items = sent.map((each) => textItem(each, isPackage ? '' : linksOf(each.pictures)));
  const [only = ''] = items;
  if (items.length === 1 && pictures.length === 0 && chances.chance(0.5)) return only;
  const once = new Map(pictures.map((picture) => [picture.word, picture]));
  const packaged = sent.flatMap(({ item }) => (isPackage ? [packageOf(guidOf(item), pictures)] : []));
  const all = [...items, ...pictureItemsOf([...once.values()]), ...packaged];
  return `<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>${all.join('\n')}</itemSet></newsMessage>`;
}

function textItem(sent: Sent, links: string): string {
  const { item, version, status, text } = sent;
  const embargo = text.embargo === undefined ? '' : `<embargoed>${instantOf(text.embargo)}</embargoed>`;
  return newsItem({
    attributes: `guid="${guidOf(item)}" version="${version}" xml:lang="en"`,
    itemMeta: `<itemClass qcode="ninat:text"/><pubStatus qcode="stat:${status}"/>${embargo}${links}`,
    contentMeta: `<headline>${headlineOf(sent)}</headline>`,
    contentSet: `<inlineXML><html><body>${bodyOf(sent)}</body></html></inlineXML>`,
  });
}
