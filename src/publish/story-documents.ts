/** The folder of one story in `feeds/`: its documents, and what tells the server that the story has been withdrawn. */
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { STATUS_FILE, storyFolder } from '../formats/addresses.ts';
import type { Format, RelatedStories } from '../formats/format.ts';
import { isPictureName, keptPicturesOf, pictureFileName } from '../formats/pictures.ts';
import type { Desk } from '../story/desk.ts';
import type { PubStatus, StoryVersion } from '../story/story.ts';
import type { Problem } from '../story/problem.ts';
import type { PictureShelf } from '../wire/picture-shelf.ts';
import { type Document, writeFolder } from './document.ts';
import { feedsError } from './feeds-error.ts';
import type { FileCopy } from './file-calls.ts';
import type { DocumentFolder } from './document-folder.ts';
import { isThere } from './is-there.ts';
import { readFailure } from './read-failure.ts';

export type StoryContext = {
  readonly formats: readonly Format[];
  readonly desk: Desk;
  readonly feedsFolder: string;
  readonly pictures: Pick<PictureShelf, 'find'>;
};

export type StoryWritten = {
  /** What could not be made. */
  readonly problems: readonly Problem[];
  /**
   * What is to be taken away when all has its place: that the story was withdrawn, for without its mark the notice would be
   * taken for the story; and pictures that it no longer has, to which feeds and pages lead until then.
   */
  readonly former: readonly string[];
};

export async function writeStory(
  version: StoryVersion,
  related: RelatedStories,
  context: StoryContext,
  folder: DocumentFolder,
): Promise<StoryWritten> {
  const path = storyFolder(version.slug).slice(0, -1);
  // Its documents lead to its pictures.
  const documents = [...(await pictureDocuments(version, context)), ...storyDocuments(version, related, context)];
  const status = statusOf(version);
  if (status === undefined) {
    // What came out for the first time has never been withdrawn.
    const former = version.version > 1 ? await formerIn(path, documents, context.feedsFolder) : [];
    return { problems: await writeFolder(path, documents, folder), former };
  }
  await clear(path, documents, context.feedsFolder, folder);
  const marked = [...documents, { path: `${path}/${STATUS_FILE}`, render: () => status }];
  return { problems: await writeFolder(path, marked, folder), former: [] };
}

async function formerIn(path: string, documents: readonly Document[], feedsFolder: string): Promise<readonly string[]> {
  const wanted = new Set(documents.map((document) => document.path));
  const names = await namesIn(feedsFolder, path);
  return names
    .filter((name) => name === STATUS_FILE || (isPictureName(name) && !wanted.has(`${path}/${name}`)))
    .map((name) => `${path}/${name}`);
}

async function pictureDocuments(
  version: StoryVersion,
  { pictures, feedsFolder }: StoryContext,
): Promise<readonly Document[]> {
  const found = keptPicturesOf(version).map(async (picture): Promise<Document> => {
    const path = storyFolder(version.slug) + pictureFileName(picture);
    const isOut = await isThere(join(feedsFolder, path));
    const file = await copiable(picture.hash, pictures, isOut);
    return {
      path,
      render: () => {
        if ('copyOf' in file) return file;
        throw new Error(`the picture ${file.reason}; save ${picture.file} once more in stories/`);
      },
    };
  });
  return Promise.all(found);
}

/** A disk that fails at one picture costs that one alone: it is read through before it is to be copied with all else. */
async function copiable(
  hash: string,
  pictures: StoryContext['pictures'],
  isOut: boolean,
): Promise<FileCopy | { readonly reason: string }> {
  try {
    const file = await pictures.find(hash);
    if (file === undefined) return { reason: 'is no longer in wire/pictures/' };
    if (!isOut) await readThrough(file);
    return { copyOf: file };
  } catch (error) {
    return { reason: `cannot be read in wire/pictures/ (${readFailure(error)})` };
  }
}

const PART_BYTES = 64 * 1024;

async function readThrough(file: string): Promise<void> {
  await using handle = await open(file);
  const part = Buffer.allocUnsafe(PART_BYTES);
  while ((await handle.read(part)).bytesRead > 0);
}

function storyDocuments(
  version: StoryVersion,
  related: RelatedStories,
  { formats, desk }: Pick<StoryContext, 'formats' | 'desk'>,
): readonly Document[] {
  return formats.flatMap(({ story }) => {
    if (story === undefined) return [];
    const { fileName, encoding, render } = story;
    const path = storyFolder(version.slug) + fileName;
    return [{ path, render: () => render(version, desk, related), ...(encoding !== undefined && { encoding }) }];
  });
}

/** A story that is gone for good, and one that may come back (RFC 9110 §15.5.11, §15.5.5). */
const STATUS: Readonly<Record<PubStatus, string | undefined>> = {
  usable: undefined,
  canceled: '410\n',
  withheld: '404\n',
};

/** What marks its folder where it has been withdrawn. */
export function statusOf({ pubStatus }: Pick<StoryVersion, 'pubStatus'>): string | undefined {
  return STATUS[pubStatus];
}

/**
 * In the folder of a withdrawn story nothing stays but the documents that hold the notice: not the text in a format that
 * cannot be written anew, or that an earlier release wrote, or that a pass which was killed had begun.
 */
async function clear(
  path: string,
  documents: readonly Document[],
  feedsFolder: string,
  folder: DocumentFolder,
): Promise<void> {
  const replaced = new Set([STATUS_FILE, ...documents.filter(canBeMade).map((one) => one.path.slice(path.length + 1))]);
  for (const name of await namesIn(feedsFolder, path)) {
    if (!replaced.has(name)) await folder.remove(`${path}/${name}`);
  }
}

function canBeMade({ render }: Document): boolean {
  try {
    return render() !== undefined;
  } catch {
    // Why not, the problem says that comes of writing it.
    return false;
  }
}

/** Below `feeds/`; where nothing of the story has been written, there is no folder. */
async function namesIn(feedsFolder: string, path: string): Promise<readonly string[]> {
  try {
    return await readdir(join(feedsFolder, path));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw feedsError(path, error);
  }
}
