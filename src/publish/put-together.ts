/** Feed documents put together from the items of their stories, each made once for all feeds (src/formats/pieces.ts). */
import type { FeedDocument } from '../formats/format.ts';
import { piecesOf } from '../formats/pieces.ts';
import { bytesToKeep } from '../story/bytes-to-keep.ts';
import type { StoryVersion } from '../story/story.ts';
import type { KeptItems } from './kept-items.ts';

type Render = (stories: readonly StoryVersion[]) => string | undefined;

/** `render` makes the whole document, and does so where that is all a format can. */
export function putTogether(
  format: FeedDocument,
  render: Render,
  stories: readonly StoryVersion[],
  kept: KeptItems,
): Buffer | undefined {
  const { itemLines } = format;
  if (itemLines === undefined || stories.length === 0) return asBytes(render(stories));
  const items = itemsOf(format, render, stories, kept);
  const frame = piecesOf(render(framing(stories)) ?? '', itemLines);
  const between = Buffer.from(`${itemLines.between ?? ''}\n`);
  return Buffer.concat([
    Buffer.from(frame.before),
    ...items.flatMap((item, index) => (index === 0 ? [item] : [between, item])),
    Buffer.from(frame.after),
  ]);
}

/** Each made now or before; those that are missing are made together, which costs less than one by one. */
function itemsOf(format: FeedDocument, render: Render, stories: readonly StoryVersion[], kept: KeptItems): Buffer[] {
  const keyOf = ({ guid, version }: StoryVersion): string => `${format.fileName} ${guid} ${version}`;
  const known = new Map(stories.map((version) => [keyOf(version), kept.get(keyOf(version))] as const));
  const missing = stories.filter((version) => known.get(keyOf(version)) === undefined);
  for (const [index, item] of madeOf(format, render, missing).entries()) {
    const version = missing[index];
    if (version === undefined) throw new Error(`${format.fileName} has more items than stories`);
    known.set(keyOf(version), item);
    kept.set(keyOf(version), item);
  }
  return stories.map((version) => {
    const item = known.get(keyOf(version));
    if (item === undefined) throw new Error(`${format.fileName} has no item of ${version.guid}`);
    return item;
  });
}

function madeOf({ itemLines }: FeedDocument, render: Render, stories: readonly StoryVersion[]): Buffer[] {
  if (itemLines === undefined || stories.length === 0) return [];
  return piecesOf(render(stories) ?? '', itemLines).items.map((item) => bytesToKeep(item));
}

/**
 * The stories of which a document says something outside its items: the first, the one that changed last, and those that
 * were withdrawn.
 */
function framing(stories: readonly StoryVersion[]): readonly StoryVersion[] {
  const dates = stories.map(({ versionCreated }) => versionCreated);
  // Instants sort as their text does.
  const newest = dates.indexOf(dates.toSorted().at(-1) ?? '');
  return stories.filter(({ pubStatus }, index) => index === 0 || index === newest || pubStatus !== 'usable');
}

function asBytes(document: string | undefined): Buffer | undefined {
  return document === undefined ? undefined : Buffer.from(document);
}
