/** The two that write the folders of stories: this thread, and one of their own. What holds for one holds for both. */
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, it, onTestFinished } from 'vitest';

import { formats } from '../../src/formats/index.ts';
import { killStory } from '../../src/publish/acts.ts';
import { writeFeedsApart } from '../../src/publish/feeds-apart.ts';
import { FeedsFolder } from '../../src/publish/feeds-folder.ts';
import { type PassContext, publishPass } from '../../src/publish/publish-pass.ts';
import { writeStoriesApart } from '../../src/publish/stories-apart.ts';
import { type StoryWriter, writeStoriesHere } from '../../src/publish/story-writer.ts';
import { pictureShelf } from '../../src/wire/picture-shelf.ts';
import { copyOf } from '../support/desk-folder.ts';
import { minimal, sampleDesk } from '../support/stories.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { contentsOf, newDesk } from './desk-under-test.ts';

const ALONE = { translations: [] };

type Opened = { readonly writer: StoryWriter } & AsyncDisposable;

const WRITERS: readonly (readonly [string, (feedsFolder: string) => Opened])[] = [
  [
    'in this thread',
    (feedsFolder) => {
      const folder = new FeedsFolder(feedsFolder);
      const writer = writeStoriesHere(
        { formats, desk: sampleDesk, feedsFolder, pictures: pictureShelf(feedsFolder) },
        folder,
      );
      const settle: StoryWriter['settle'] = async () => {
        const written = await writer.settle();
        return { ...written, ...(await folder.settle()) };
      };
      return { writer: { ...writer, settle }, [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() };
    },
  ],
  [
    'in a thread of its own',
    (feedsFolder) => {
      const writer = writeStoriesApart({ desk: sampleDesk, feedsFolder, pictures: pictureShelf(feedsFolder) });
      return { writer, [Symbol.asyncDispose]: () => writer[Symbol.asyncDispose]() };
    },
  ],
];

describe.each(WRITERS)('a writer of stories %s', (_where, open) => {
  it('has them in their place when it is settled, and tells of each document', async () => {
    const feeds = await temporaryFolder();
    await using opened = open(feeds);
    for (const slug of ['a', 'b']) await opened.writer.write({ ...minimal, slug }, ALONE);
    const { documents, problems, unmade } = await opened.writer.settle();
    expect([problems, unmade]).toEqual([[], []]);
    const names = (await readdir(feeds, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
    expect(documents).toEqual(names.map((file) => join(file.parentPath, file.name).slice(feeds.length + 1)).toSorted());
    expect(documents).toContain('stories/b/newsml-g2.xml');
  });

  it('leaves nothing behind where it is not settled', async () => {
    const feeds = await temporaryFolder();
    {
      await using opened = open(feeds);
      await opened.writer.write(minimal, ALONE);
    }
    expect(await readdir(join(feeds, 'stories'))).toEqual([]);
  });

  it('tells which documents cannot be made, and makes the others', async () => {
    const feeds = await temporaryFolder();
    await using opened = open(feeds);
    await opened.writer.write({ ...minimal, firstCreated: 'some day' }, ALONE);
    const { documents, problems, unmade } = await opened.writer.settle();
    expect(unmade).toEqual([minimal.guid]);
    expect(problems[0]?.message).toContain('could not be made');
    expect(documents.length + problems.length).toBe(formats.filter(({ story }) => story !== undefined).length);
  });

  it('says why it cannot write', async () => {
    const feeds = await temporaryFolder();
    await writeFile(join(feeds, 'stories'), 'a file in the way');
    await using opened = open(feeds);
    const writing = opened.writer.write(minimal, ALONE).then(() => opened.writer.settle());
    await expect(writing).rejects.toThrow(/^feeds\/stories.* cannot be written: a file is where a folder must be/);
  });
});

const WAYS: readonly ((feedsFolder: string) => Partial<PassContext>)[] = [
  () => ({}),
  () => ({ storiesApartFrom: 1 }),
  (feedsFolder) => {
    const feedsApart = writeFeedsApart(feedsFolder);
    onTestFinished(() => feedsApart[Symbol.asyncDispose]());
    return { feedsApart };
  },
];

describe('a pass', () => {
  it('writes the same bytes whichever of them it has, and where a thread writes all of feeds/', async () => {
    const contents = await Promise.all(
      WAYS.map(async (wayOf) => {
        const desk = await newDesk({ now: () => new Date('2027-06-01T12:00:00Z'), patienceMs: 0 });
        const context = { ...desk.context, ...wayOf(desk.feeds) };
        await desk.save('a.txt', copyOf('Story A'));
        await desk.save('fr/a.txt', copyOf('L’affaire « A »'));
        await desk.save('ar/b.txt', copyOf('خبر'));
        const first = await publishPass(context, 'all');
        const acts = { store: desk.store, agency: 'PANA', now: desk.context.now };
        await killStory(acts, 'urn:newsml:panapress.com:20210610:a', { reason: 'It is not true.' });
        const second = await publishPass(context, 'all');
        const files = Object.entries(await contentsOf(desk)).map(
          ([file, text]) => [file.slice(desk.feeds.length), text] as const,
        );
        return { documents: [first.documents, second.documents], files: Object.fromEntries(files) };
      }),
    );
    expect(Object.keys(contents[0]?.files ?? {})).toContain('/stories/a/.status');
    expect(contents[1]).toEqual(contents[0]);
    expect(contents[2]).toEqual(contents[0]);
  });
});
