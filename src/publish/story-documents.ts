/** The folder of one story in `feeds/`: its documents, and what tells the server that the story has been withdrawn. */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { STATUS_FILE, storyFolder } from '../formats/addresses.ts';
import type { Format, RelatedStories } from '../formats/format.ts';
import type { Desk } from '../story/desk.ts';
import type { PubStatus, StoryVersion } from '../story/story.ts';
import { writeDocument } from './write-document.ts';
import type { Document } from './write-feeds.ts';

type Writing = { readonly formats: readonly Format[]; readonly desk: Desk };

export function storyDocuments(
  version: StoryVersion,
  related: RelatedStories,
  { formats, desk }: Writing,
): readonly Document[] {
  const { guid, slug } = version;
  return formats.flatMap(({ story }) =>
    story === undefined
      ? []
      : [{ path: storyFolder(slug) + story.fileName, render: () => story.render(version, desk, related), guid }],
  );
}

/** A story that is gone for good, and one that may come back (RFC 9110 §15.5.11, §15.5.5). */
const STATUS: Readonly<Record<PubStatus, string | undefined>> = {
  usable: undefined,
  canceled: '410\n',
  withheld: '404\n',
};

/**
 * After its documents are written. In the folder of a withdrawn story nothing stays but `made`, the documents that hold
 * the notice: not the text in a format that could not be written anew, or that an earlier release wrote. Returns what
 * has changed on disk, below `feeds/`.
 */
export async function settleFolder(
  { pubStatus, slug }: StoryVersion,
  made: readonly string[],
  feedsFolder: string,
): Promise<readonly string[]> {
  const path = storyFolder(slug);
  const status = STATUS[pubStatus];
  if (status === undefined) {
    await rm(join(feedsFolder, path, STATUS_FILE), { force: true });
    return [];
  }
  const kept = new Set([STATUS_FILE, ...made.map((name) => name.slice(path.length))]);
  const others = (await namesIn(join(feedsFolder, path))).filter((name) => !kept.has(name));
  for (const name of others) await rm(join(feedsFolder, path, name), { recursive: true, force: true });
  const isNew = await writeDocument(join(feedsFolder, path, STATUS_FILE), status);
  return [...others.map((name) => path + name), ...(isNew ? [path + STATUS_FILE] : [])];
}

/** Where no format could write the notice, the folder may not even be there. */
async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
