import { readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { killStory } from '../../src/publish/acts.ts';
import { publishPass } from '../../src/publish/publish-pass.ts';
import { copyOf } from '../support/desk-folder.ts';
import { jpeg, png } from '../support/pictures.ts';
import { newDesk } from './desk-under-test.ts';
import { addressOf, captioned, deskWith, pictures, published, sha256, STORY, storyOf } from './pictured-desk.ts';

describe('a picture beside a story', () => {
  it('goes out with it: on the wire by its content, byte for byte in the folder of the story', async () => {
    const bytes = captioned('A street under water');
    const desk = await deskWith({ 'flood.txt': STORY, 'flood.jpg': bytes });
    const pass = await desk.publish();
    expect(pass).toMatchObject({ new: ['flood.txt'], problems: [], unsettled: [] });
    expect(await pictures(desk)).toEqual([
      {
        hash: sha256(bytes),
        file: 'flood.jpg',
        contentType: 'image/jpeg',
        bytes: bytes.length,
        width: 64,
        height: 40,
        caption: 'A street under water',
      },
    ]);
    expect(await published(desk)).toEqual([addressOf(bytes)]);
    expect((await readFile(join(desk.feeds, 'stories/flood', addressOf(bytes)))).equals(bytes)).toBe(true);
    expect((await stat(join(desk.feeds, 'stories/flood', addressOf(bytes)))).mode & 0o044).toBe(0o044);
    expect((await stat(join(desk.root, 'wire/pictures', sha256(bytes)))).mode & 0o077).toBe(0);
  });

  it('is read once: a pass in which nothing has changed looks at no file and writes nothing', async () => {
    const desk = await deskWith({ 'flood.txt': STORY, 'flood.jpg': jpeg() });
    await desk.publish();
    expect(await desk.publish()).toMatchObject({ read: 0, unchanged: 1, documents: [], problems: [] });
  });

  it('has further ones after it, in the order of their numbers', async () => {
    const desk = await deskWith({
      'flood.txt': STORY,
      'flood-2.PNG': png(),
      'flood.jpg': jpeg(),
      'flood-1.jpeg': jpeg(8, 8),
      'flood-10.jpg': jpeg(16, 16),
    });
    const { problems } = await desk.publish();
    const names = (await pictures(desk)).map((picture) => 'file' in picture && picture.file);
    expect(names).toEqual(['flood.jpg', 'flood-1.jpeg', 'flood-2.PNG']);
    expect(problems).toEqual([
      expect.objectContaining({
        file: 'stories/flood-10.jpg',
        severity: 'warning',
        message: expect.stringMatching(/without a story/),
      }),
    ]);
  });

  it('is of the story that has its whole name', async () => {
    const desk = await deskWith({ 'flood.txt': STORY, 'flood-2.txt': copyOf('Second'), 'flood-2.jpg': jpeg() });
    await desk.publish();
    expect([await pictures(desk), (await pictures(desk, 'flood-2')).length]).toEqual([[], 1]);
  });

  it('makes an update when it comes after its story, when it is saved by itself', async () => {
    const desk = await deskWith({ 'flood.txt': STORY });
    await desk.publish();
    await desk.save('flood.jpg', jpeg());
    expect(await desk.publish(new Set(['flood.jpg']))).toMatchObject({ updated: ['flood.txt'] });
    expect(await storyOf(desk)).toMatchObject({ version: 2, event: 'story.updated' });
    expect(await desk.publish()).toMatchObject({ read: 0, updated: [] });
  });

  it('makes an update when it changes, and the former one is gone from its address', async () => {
    const desk = await deskWith({ 'flood.txt': STORY, 'flood.jpg': jpeg(64, 40) });
    await desk.publish();
    await desk.save('flood.jpg', jpeg(80, 40));
    expect(await desk.publish()).toMatchObject({ updated: ['flood.txt'] });
    expect(await published(desk)).toEqual([addressOf(jpeg(80, 40))]);
  });

  it('takes the place of one with another ending', async () => {
    const desk = await deskWith({ 'flood.txt': STORY, 'flood.jpg': jpeg() });
    await desk.publish();
    await rm(join(desk.stories, 'flood.jpg'));
    await desk.save('flood.png', png());
    await desk.publish();
    expect(await published(desk)).toEqual([addressOf(png(), 'png')]);
  });

  it('may wait while it is written: the story does not', async () => {
    // By a clock that is behind the files' nothing has settled yet, however long the machine takes to look.
    const desk = await newDesk({ now: () => new Date(Date.now() - 60_000) });
    await desk.save('flood.txt', STORY);
    await desk.save('flood.jpg', jpeg());
    const late = { ...desk.context, now: () => new Date(Date.now() + 10_000) };
    expect(await desk.publish()).toMatchObject({ new: [], unsettled: ['flood.txt', 'flood.jpg'] });
    expect(await publishPass(late, 'all')).toMatchObject({ new: ['flood.txt'], unsettled: [] });
    expect(await published(desk)).toHaveLength(1);
  });
});

describe('what the front matter says of pictures', () => {
  it('goes before what they say of themselves', async () => {
    const desk = await deskWith({
      'flood.txt': `---\npictures:\n  - caption: Filed caption\n    alt: A street\n    byline: A. Diallo\n    credit: PANA/AD\n    rights: © AD\n---\n${STORY}`,
      'flood.jpg': captioned('Embedded caption'),
    });
    expect((await desk.publish()).problems).toEqual([]);
    expect(await pictures(desk)).toMatchObject([
      {
        caption: 'Filed caption',
        altText: 'A street',
        byline: 'A. Diallo',
        creditLine: 'PANA/AD',
        copyrightNotice: '© AD',
      },
    ]);
  });

  it('chooses and orders them', async () => {
    const desk = await deskWith({
      'flood.txt': `---\npictures: [flood-2.jpg, flood.jpg, other.jpg]\n---\n${STORY}`,
      'flood.jpg': jpeg(8, 8),
      'flood-1.jpg': jpeg(16, 8),
      'flood-2.jpg': jpeg(24, 8),
    });
    const { problems } = await desk.publish();
    expect((await pictures(desk)).map(({ width }) => width)).toEqual([24, 8]);
    expect(problems).toMatchObject([{ file: 'stories/flood.txt', message: expect.stringMatching(/"other\.jpg"/) }]);
  });

  it('takes one out of the story', async () => {
    const desk = await deskWith({ 'flood.txt': STORY, 'flood.jpg': jpeg() });
    await desk.publish();
    await desk.save('flood.txt', `---\npictures: none\n---\n${STORY}`);
    await desk.publish();
    expect([await pictures(desk), await published(desk)]).toEqual([[], []]);
  });
});

describe('a picture that cannot be used', () => {
  it('is told where its story alone is looked at, and no link is followed out of stories/', async () => {
    const desk = await deskWith({ 'flood.txt': STORY });
    await writeFile(join(desk.root, 'secret.jpg'), jpeg());
    await symlink(join(desk.root, 'secret.jpg'), join(desk.stories, 'flood.jpg'));
    expect(await desk.publish(new Set(['flood.txt']))).toMatchObject({
      new: ['flood.txt'],
      problems: [{ file: 'stories/flood.jpg', message: expect.stringMatching(/leads out of stories/) }],
    });
    expect(await pictures(desk)).toEqual([]);
  });

  it.each([
    ['text', Buffer.from('not a picture'), /no picture/],
    ['cut off', jpeg(640, 400).subarray(0, -60), /cut off/],
  ])('costs itself alone: %s', async (_, bytes, reason) => {
    const desk = await deskWith({ 'flood.txt': STORY, 'flood.jpg': bytes, 'flood-1.jpg': jpeg() });
    const pass = await desk.publish();
    expect(pass.new).toEqual(['flood.txt']);
    expect(pass.problems).toMatchObject([
      { file: 'stories/flood.jpg', severity: 'error', message: expect.stringMatching(reason) },
    ]);
    expect(await published(desk)).toEqual([addressOf(jpeg())]);
  });

  it('is told again until it is mended, and leaves the last good one in its place', async () => {
    const desk = await deskWith({ 'flood.txt': STORY, 'flood.jpg': jpeg() });
    await desk.publish();
    await desk.save('flood.jpg', jpeg().subarray(0, 40));
    await desk.save('flood.txt', copyOf('Flood in Dakar', 'The water rose on Tuesday.'));
    expect(await desk.publish()).toMatchObject({ updated: ['flood.txt'], problems: [{ file: 'stories/flood.jpg' }] });
    expect(await desk.publish()).toMatchObject({ updated: [], problems: [{ file: 'stories/flood.jpg' }] });
    expect(await published(desk)).toEqual([addressOf(jpeg())]);
  });

  it('is larger than the desk wants', async () => {
    const desk = await newDesk({ pictureBytesMax: 100 });
    await desk.save('flood.txt', STORY);
    await desk.save('flood.jpg', jpeg(640, 400));
    expect((await desk.publish()).problems).toMatchObject([{ message: expect.stringMatching(/at most/) }]);
    expect(await pictures(desk)).toEqual([]);
  });
});

describe('a picture whose file is gone', () => {
  it('stays in its story, also when that is edited, and feeds are made anew from the wire', async () => {
    const desk = await deskWith({ 'flood.txt': STORY, 'flood.jpg': jpeg() });
    await desk.publish();
    await rm(join(desk.stories, 'flood.jpg'));
    expect(await desk.publish()).toMatchObject({ updated: [], missing: [] });
    await desk.save('flood.txt', copyOf('Flood in Dakar', 'The water rose on Tuesday.'));
    expect(await desk.publish()).toMatchObject({ updated: ['flood.txt'] });
    await rm(desk.feeds, { recursive: true });
    await desk.publish();
    expect((await readFile(join(desk.feeds, 'stories/flood', addressOf(jpeg())))).equals(jpeg())).toBe(true);
  });

  it('on the wire too is a problem of that picture alone', async () => {
    const desk = await deskWith({ 'flood.txt': STORY, 'flood.jpg': jpeg() });
    await desk.publish();
    await rm(join(desk.root, 'wire/pictures'), { recursive: true });
    await rm(desk.feeds, { recursive: true });
    const { problems, documents } = await desk.publish();
    expect(problems).toMatchObject([
      { severity: 'error', message: expect.stringMatching(/save flood\.jpg once more/) },
    ]);
    expect(documents).toContain('stories/flood/index.html');
  });
});

describe('a story that is withdrawn', () => {
  it('takes its pictures with it when it is killed', async () => {
    const desk = await deskWith({ 'flood.txt': STORY, 'flood.jpg': jpeg() });
    await desk.publish();
    const { guid } = await storyOf(desk);
    await killStory({ store: desk.store, agency: 'PANA', now: desk.context.now }, guid, { reason: 'Wrong place' });
    await desk.publish();
    expect([await pictures(desk), await published(desk)]).toEqual([[], []]);
    await desk.save('flood.jpg', jpeg(80, 80));
    expect(await desk.publish()).toMatchObject({ updated: [], new: [] });
    expect(await published(desk)).toEqual([]);
  });

  it('has them again when it is released', async () => {
    const desk = await deskWith({ 'flood.txt': STORY, 'flood.jpg': jpeg() });
    await desk.publish();
    await desk.save('flood.txt', `---\nhold: yes\n---\n${STORY}`);
    await desk.publish();
    expect(await published(desk)).toEqual([]);
    await rm(join(desk.stories, 'flood.jpg'));
    await desk.save('flood.txt', STORY);
    await desk.publish();
    expect(await published(desk)).toEqual([addressOf(jpeg())]);
  });
});

describe('a story that is renamed', () => {
  it('keeps its pictures, wherever their files are left', async () => {
    const desk = await deskWith({ 'flood.txt': STORY, 'flood.jpg': jpeg() });
    await desk.publish();
    await rename(join(desk.stories, 'flood.txt'), join(desk.stories, 'water.txt'));
    expect(await desk.publish()).toMatchObject({ new: [], updated: [], problems: [{ file: 'stories/flood.jpg' }] });
    expect(await published(desk)).toEqual([addressOf(jpeg())]);
  });
});
