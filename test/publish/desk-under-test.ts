/** A desk with a wire of its own and a pass to run on it. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { onTestFinished } from 'vitest';

import { feedPages, formats, siteDocuments, topStories } from '../../src/formats/index.ts';
import { publishPass, type Pass, type PassContext, type Scope } from '../../src/publish/publish-pass.ts';
import { pictureShelf } from '../../src/wire/picture-shelf.ts';
import { openSqliteStore } from '../../src/wire/sqlite.ts';
import type { Store } from '../../src/wire/store.ts';
import { deskFolder, type DeskFolder } from '../support/desk-folder.ts';
import { sampleDesk } from '../support/stories.ts';
import type { WhenDone } from '../support/temporary-folder.ts';

export type DeskUnderTest = DeskFolder & {
  readonly store: Store;
  readonly context: PassContext;
  readonly publish: (scope?: Scope, rebuild?: boolean) => Promise<Pass>;
};

/** A desk whose clock is ten seconds ahead of the files', so that every saved file has settled. */
export async function newDesk(
  overrides: Partial<PassContext> = {},
  whenDone: WhenDone = onTestFinished,
): Promise<DeskUnderTest> {
  const folder = await deskFolder('', whenDone);
  const store = await openSqliteStore(join(folder.root, 'wire', 'wire.sqlite'));
  whenDone(async () => store[Symbol.asyncDispose]());
  const context: PassContext = {
    store,
    desk: sampleDesk,
    feed: { items: 50 },
    feedsFolder: folder.feeds,
    storiesFolder: folder.stories,
    pictures: pictureShelf(join(folder.root, 'wire', 'pictures')),
    formats,
    feedPages,
    siteDocuments,
    topStories,
    copyDefaults: { language: 'en', urgency: 5 },
    now: () => new Date(Date.now() + 10_000),
    patienceMs: 0,
    ...overrides,
  };
  const publish = (scope: Scope = 'all', rebuild = false): Promise<Pass> => publishPass(context, scope, rebuild);
  return { ...folder, store, context, publish };
}

/** Every file in `feeds/`. */
export async function contentsOf({ feeds }: DeskFolder): Promise<Readonly<Record<string, string>>> {
  const names = await readdir(feeds, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    await Promise.all(files.map(async (file) => [file, await readFile(file, 'utf8')] as const)),
  );
}
