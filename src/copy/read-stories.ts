/**
 * The stories of one file, whichever of the ways it is written in: wire copy, ninjs or NewsML-G2. The one entry for all
 * who read story files. No clock, no disk.
 */
import type { Publisher } from '../story/desk.ts';
import type { Finding } from './finding.ts';
import { ITEM_BYTES_MAX } from './items/bytes.ts';
import type { FoundItems } from './items/found.ts';
import { storyOfItem } from './items/story-of-item.ts';
import { readNewsml } from './newsml/read-newsml.ts';
import { readNinjs } from './ninjs/read-ninjs.ts';
import { COPY_BYTES_MAX, type CopyDefaults, readCopy, type ReadCopy } from './read-copy.ts';

export type StoryFileKind = 'copy' | 'ninjs' | 'newsml-g2';

const KINDS: Readonly<Record<string, StoryFileKind>> = { '.txt': 'copy', '.json': 'ninjs', '.xml': 'newsml-g2' };

/** By the end of its name; `undefined`: it holds no story. */
export function storyFileKind(path: string): StoryFileKind | undefined {
  const extension = /\.[a-z]+$/i.exec(path)?.[0].toLowerCase() ?? '';
  return Object.hasOwn(KINDS, extension) ? KINDS[extension] : undefined;
}

/** The largest file of that kind that is read. */
export function bytesMax(kind: StoryFileKind): number {
  return kind === 'copy' ? COPY_BYTES_MAX : ITEM_BYTES_MAX;
}

export type StoryFileContext = {
  /** The name by which the user knows the file. */
  readonly file: string;
  readonly kind: StoryFileKind;
  readonly defaults: CopyDefaults;
  readonly desk: Publisher;
};

/** At least one: each is a story, or what is wrong with it. Copy is one story a file; a newsMessage may carry many. */
export function readStories(bytes: Uint8Array, context: StoryFileContext): readonly ReadCopy[] {
  const { file, kind, defaults } = context;
  if (kind === 'copy') return [readCopy(bytes, file, defaults)];
  return storiesOf(kind === 'ninjs' ? readNinjs(bytes) : readNewsml(bytes), context);
}

function storiesOf({ items, findings }: FoundItems, { file, defaults, desk }: StoryFileContext): readonly ReadCopy[] {
  const ofFile = atMost(findings).map((finding) => ({ file, ...finding }));
  const isOneOfSeveral = items.length > 1;
  const [first, ...others] = items.map((item) => storyOfItem(item, { file, defaults, desk, isOneOfSeveral }));
  if (first === undefined) return [{ ok: false, problems: ofFile }];
  const withFile: ReadCopy = first.ok
    ? { ...first, warnings: [...ofFile, ...first.warnings] }
    : { ok: false, problems: [...ofFile, ...first.problems] };
  return [withFile, ...others];
}

/** A person mends a few faults at a time; a list of a hundred thousand numbers has as many. */
const FINDINGS_SHOWN = 20;

function atMost(findings: readonly Finding[]): readonly Finding[] {
  const [next, ...more] = findings.slice(FINDINGS_SHOWN);
  if (next === undefined) return findings;
  return [
    ...findings.slice(0, FINDINGS_SHOWN),
    { ...next, message: `and ${more.length + 1} more like these from here on` },
  ];
}
