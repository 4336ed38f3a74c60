/**
 * What a withdrawal can have where `feeds/` cannot be written, on a full disk above all: the text goes, which needs no room,
 * and makes some for the mark by which the server says that it is gone. The notice comes with the pass that can write it.
 */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { STATUS_FILE, storyFolder } from '../formats/addresses.ts';
import { isPrivate } from '../story/life.ts';
import { writeDurably } from '../wire/durable-file.ts';
import { unfinishedName } from './left-behind.ts';
import { statusOf } from './story-documents.ts';
import { changedStories, type FeedsContext } from './write-feeds.ts';
import { writtenUpTo } from './written-up-to.ts';

/** Of the stories that `feeds/` is behind with. Returns whether any text has gone; why the rest could not, the pass tells. */
export async function withdrawAtLeast(context: FeedsContext): Promise<boolean> {
  let hasGone = false;
  for (const guid of await changedStories(context, await writtenUpTo(context.store))) {
    const version = await context.store.stories.version(guid);
    if (version === undefined || isPrivate(version)) continue;
    const status = statusOf(version);
    if (status === undefined) continue;
    const folder = join(context.feedsFolder, storyFolder(version.slug));
    if (await withdrawn(folder, status).catch(() => false)) hasGone = true;
  }
  return hasGone;
}

/** The mark comes last: with it, what lies there is taken for the notice. */
async function withdrawn(folder: string, status: string): Promise<boolean> {
  const names = (await readdir(folder)).filter((name) => name !== STATUS_FILE);
  for (const name of names) await rm(join(folder, name), { recursive: true, force: true });
  await writeDurably(join(folder, STATUS_FILE), Buffer.from(status), {
    beside: join(folder, unfinishedName(STATUS_FILE)),
  });
  return names.length > 0;
}
