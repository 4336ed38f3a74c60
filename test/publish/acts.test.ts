/** What becomes of a story on the wire and in feeds/ by acts of an editor, and by orders in its file. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { correctStory, expireStory, holdStory, killStory, releaseStory } from '../../src/publish/acts.ts';
import { publishPass } from '../../src/publish/publish-pass.ts';
import { ARCHIVE_STORIES } from '../../src/story/feed.ts';
import { describeProblem } from '../../src/story/problem.ts';
import { verifyLog } from '../../src/wire/verify.ts';
import { copyOf } from '../support/desk-folder.ts';
import { libya } from '../support/stories.ts';
import { newDesk } from './desk-under-test.ts';
import { GUID, newest, published, where } from './story-on-desk.ts';

const STORY_DOCUMENTS = [
  'index.html',
  'iptc-7901.txt',
  'newsml-g2.xml',
  'ninjs-1.6.json',
  'ninjs-2.2.json',
  'ninjs.json',
  'nitf-plain.xml',
  'nitf.xml',
];

describe('a killed story', () => {
  it('leaves every document at once, and its notice stands in its place', async () => {
    const desk = await published();
    await writeFile(join(desk.feeds, 'stories/a/old.xml'), 'Story A, as an earlier release wrote it');
    const event = await killStory(desk.acts, GUID, { reason: 'It is not true.' });
    expect(event).toMatchObject({ seq: 2, type: 'story.killed', version: 2 });
    const pass = await desk.publish(new Set());
    expect(pass.documents).toContain('stories/a/old.xml');
    expect(await where(desk, 'Story A')).toEqual([]);
    expect(await where(desk, 'The council met')).toEqual([]);
    expect(await where(desk, 'It is not true.')).toEqual(
      [
        ...['', 'countries/sn/', 'languages/en/'].flatMap((feed) =>
          ['atom.xml', 'feed.json', 'newsml-g2.xml', 'rss.xml'].map((name) => feed + name),
        ),
        ...STORY_DOCUMENTS.map((name) => `stories/a/${name}`),
      ].toSorted(),
    );
    expect(await readFile(join(desk.feeds, 'stories/a/.status'), 'utf8')).toBe('410\n');
    expect(await verifyLog(desk.store)).toMatchObject({ intact: true, events: 2 });
    expect(await desk.publish(new Set())).toMatchObject({ documents: [] });
  });

  it('takes its text along even where the notice cannot be written in some format', async () => {
    const desk = await published();
    const formats = desk.context.formats.map((format) =>
      format.name === 'ninjs' && format.story !== undefined
        ? {
            ...format,
            story: {
              ...format.story,
              render: () => {
                throw new Error('no way');
              },
            },
          }
        : format,
    );
    await killStory(desk.acts, GUID, { reason: 'x' });
    const pass = await publishPass({ ...desk.context, formats }, new Set());
    expect(pass.problems).toHaveLength(1);
    expect(await readdir(join(desk.feeds, 'stories/a'))).not.toContain('ninjs.json');
    expect(await where(desk, 'The council met')).toEqual([]);
  });

  it('keeps its notice in the feeds beyond their number of stories, for so many days', async () => {
    let days = 0;
    const now = () => new Date(Date.now() + 10_000 + days * 86_400_000);
    const desk = await newDesk({ feed: { items: 2, noticeDays: 7 }, now });
    await desk.save('a.txt', copyOf('Story A'));
    await desk.publish();
    const before = now().getTime();
    await killStory({ store: desk.store, agency: 'PANA', now }, GUID, { reason: 'x' });
    const after = now().getTime();
    for (let more = 1; more < ARCHIVE_STORIES; more += 1) {
      await desk.save(`more-${more}.txt`, copyOf(`Story ${more}`));
    }
    const pass = await desk.publish();
    const killedAt = Date.parse(pass.changeAt ?? '') - 7 * 86_400_000;
    // To the second, and the next one at the latest.
    expect([killedAt > before - 1_000, killedAt < after + 1_000]).toEqual([true, true]);
    const guids = async () =>
      JSON.parse(await readFile(join(desk.feeds, 'feed.json'), 'utf8')).items.map((item: { id: string }) => item.id);
    expect(await guids()).toHaveLength(3);
    expect(await guids()).toContain(GUID);
    days = 6;
    expect((await desk.publish()).documents).toEqual([]);
    days = 8;
    expect((await desk.publish()).documents).toContain('feed.json');
    expect(await guids()).toHaveLength(2);
    expect(await guids()).not.toContain(GUID);
    expect(await readFile(join(desk.feeds, 'stories/a/.status'), 'utf8')).toBe('410\n');
  });

  it('is not on the front page any more', async () => {
    const desk = await published();
    expect(await readFile(join(desk.feeds, 'index.html'), 'utf8')).toContain('Story A');
    await killStory(desk.acts, GUID, { reason: 'x' });
    await desk.publish(new Set());
    expect(await readFile(join(desk.feeds, 'index.html'), 'utf8')).not.toContain('KILL');
  });

  it('stays killed: no act and no saved file brings it back', async () => {
    const desk = await published();
    await killStory(desk.acts, GUID, { reason: 'x' });
    for (const act of [
      () => killStory(desk.acts, GUID, { reason: 'x' }),
      () => holdStory(desk.acts, GUID, {}),
      () => releaseStory(desk.acts, GUID, undefined),
      () => correctStory(desk.acts, GUID, { note: 'x', unread: undefined }),
      () => expireStory(desk.acts, GUID, '2030-01-01T00:00:00Z'),
    ]) {
      await expect(act()).rejects.toThrow('was killed at');
    }
    await desk.save('a.txt', copyOf('Story A again'));
    expect((await desk.publish()).problems.map(describeProblem).join()).toContain('which was killed');
    expect(await newest(desk)).toMatchObject({ version: 2, pubStatus: 'canceled' });
  });

  it('may be killed by a line in its own file, which then holds nothing new', async () => {
    const desk = await published();
    const text = `---\nkill: It is not true.\n---\n${copyOf('Story A')}`;
    await desk.save('a.txt', text);
    expect(await desk.publish()).toMatchObject({ killed: ['a.txt'], updated: [] });
    expect(await newest(desk)).toMatchObject({ event: 'story.killed', story: { edNote: 'It is not true.' } });
    await desk.save('a.txt', `${text}\n`);
    expect(await desk.publish()).toMatchObject({ killed: [], unchanged: 1, problems: [] });
  });

  it('was never published: then there is nothing to kill, and nothing is published', async () => {
    const desk = await newDesk();
    await desk.save('a.txt', `---\nkill: It is not true.\n---\n${copyOf('Story A')}`);
    const pass = await desk.publish();
    expect(pass.problems.map(describeProblem).join()).toContain('was never published');
    expect(await desk.store.log.head()).toBeUndefined();
  });
});

describe('a held story', () => {
  it('is replaced by a notice until it is released, and then comes back as it was', async () => {
    const desk = await published();
    const before = await newest(desk);
    await holdStory(desk.acts, GUID, { reason: 'Being checked.' });
    await desk.publish(new Set());
    expect(await where(desk, 'The council met')).toEqual([]);
    expect(await where(desk, 'Being checked.')).toContain('rss.xml');
    expect(await readFile(join(desk.feeds, 'stories/a/.status'), 'utf8')).toBe('404\n');
    await expect(holdStory(desk.acts, GUID, {})).rejects.toThrow('on hold already');
    await releaseStory(desk.acts, GUID, undefined);
    await desk.publish(new Set());
    expect(await newest(desk)).toMatchObject({
      version: 3,
      event: 'story.released',
      pubStatus: 'usable',
      story: before?.story,
    });
    expect(await where(desk, 'Being checked.')).toEqual([]);
    expect(await readdir(join(desk.feeds, 'stories/a'))).not.toContain('.status');
    await expect(releaseStory(desk.acts, GUID, undefined)).rejects.toThrow('is not on hold');
  });

  it('keeps back what is filed meanwhile, and is released with that', async () => {
    const desk = await published();
    await holdStory(desk.acts, GUID, {});
    await desk.save('a.txt', copyOf('Story A, mended'));
    for (let pass = 0; pass < 2; pass += 1) {
      expect(await desk.publish()).toMatchObject({ updated: [], held: [{ path: 'a.txt' }] });
    }
    expect(await newest(desk)).toMatchObject({ version: 2 });
    const file = { hash: 'new', stamp: 'new' };
    const story = { ...libya.story, headline: 'Story A, mended' };
    await releaseStory(desk.acts, GUID, { path: 'a.txt', file, story });
    expect(await newest(desk)).toMatchObject({
      version: 3,
      event: 'story.released',
      story: { headline: 'Story A, mended' },
    });
    expect(await desk.store.stories.atPath('a.txt')).toMatchObject({ file });
  });

  it('is released corrected where its file says meanwhile what was wrong', async () => {
    const desk = await published();
    await holdStory(desk.acts, GUID, {});
    const file = { hash: 'new', stamp: 'new' };
    await releaseStory(desk.acts, GUID, { path: 'a.txt', file, story: libya.story, correction: 'It was May.' });
    expect(await newest(desk)).toMatchObject({
      version: 3,
      event: 'story.corrected',
      corrections: [{ note: 'It was May.' }],
    });
  });

  it('may be held by a line in its file, and is released when that is taken out', async () => {
    const desk = await published();
    await desk.save('a.txt', `---\nhold: Being checked.\n---\n${copyOf('Story A')}`);
    expect(await desk.publish()).toMatchObject({ held: [{ path: 'a.txt' }] });
    expect(await newest(desk)).toMatchObject({
      event: 'story.held',
      heldBy: 'copy',
      story: { edNote: 'Being checked.' },
    });
    await desk.save('a.txt', `---\nhold: yes\n---\n${copyOf('Story A, mended')}`);
    expect(await desk.publish()).toMatchObject({ held: [{ path: 'a.txt' }], updated: [] });
    await desk.save('a.txt', `---\ncorrection: The name.\n---\n${copyOf('Story A, mended')}`);
    expect(await desk.publish()).toMatchObject({ held: [], updated: ['a.txt'] });
    expect(await newest(desk)).toMatchObject({
      version: 3,
      event: 'story.corrected',
      corrections: [{ note: 'The name.' }],
    });
  });

  it('that was never published is not put on the wire', async () => {
    const desk = await newDesk();
    await desk.save('a.txt', `---\nhold: yes\n---\n${copyOf('Story A')}`);
    expect(await desk.publish()).toMatchObject({ new: [], held: [{ path: 'a.txt' }] });
    expect(await desk.store.log.head()).toBeUndefined();
    await desk.save('a.txt', copyOf('Story A'));
    expect(await desk.publish()).toMatchObject({ new: ['a.txt'], held: [] });
  });

  it('held by an act is not released by its file, and one held by its file is killed all the same', async () => {
    const desk = await published();
    await holdStory(desk.acts, GUID, {});
    await desk.save('a.txt', `---\nhold: no\n---\n${copyOf('Story A, mended')}`);
    expect(await desk.publish()).toMatchObject({ held: [{ path: 'a.txt' }] });
    await killStory(desk.acts, GUID, { reason: 'x' });
    expect(await newest(desk)).toMatchObject({ version: 3, event: 'story.killed', story: { headline: 'KILL: a' } });
  });
});

describe('a correction', () => {
  it('says what was wrong, of the text that is out, and its file adds nothing to that', async () => {
    const desk = await published();
    await correctStory(desk.acts, GUID, { note: 'It was May.', unread: undefined });
    expect(await newest(desk)).toMatchObject({ event: 'story.corrected', corrections: [{ note: 'It was May.' }] });
    await desk.save('a.txt', `${copyOf('Story A')}\n`);
    expect(await desk.publish()).toMatchObject({ updated: [], unchanged: 1 });
    await expect(correctStory(desk.acts, GUID, { note: 'It was May.', unread: undefined })).rejects.toThrow('says so');
  });

  it('by a line in the file is one event, and the line that stays is no new one', async () => {
    const desk = await published();
    await desk.save('a.txt', `---\ncorrection: It was May.\n---\n${copyOf('Story A, mended')}`);
    expect(await desk.publish()).toMatchObject({ updated: ['a.txt'] });
    await desk.save('a.txt', `---\ncorrection: It was May.\n---\n${copyOf('Story A, longer')}`);
    await desk.publish();
    await desk.save('a.txt', copyOf('Story A, longest'));
    await desk.publish();
    const versions = await Promise.all([2, 3, 4].map((version) => desk.store.stories.version(GUID, version)));
    expect(versions.map((version) => [version?.event, version?.corrections?.length])).toEqual([
      ['story.corrected', 1],
      ['story.updated', 1],
      ['story.updated', 1],
    ]);
  });
});
