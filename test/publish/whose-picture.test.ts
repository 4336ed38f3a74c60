/** A picture goes out with the story and the text that it was saved for, and with no other. */
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { publishPass } from '../../src/publish/publish-pass.ts';
import { copyOf } from '../support/desk-folder.ts';
import { type DeskUnderTest, newDesk } from './desk-under-test.ts';
import { captioned, deskWith, pictures, STORY } from './pictured-desk.ts';

const EMBARGO = '---\nembargo: 2099-01-01T00:00:00Z\n---\n';

describe('a picture that is replaced together with its text, after that has been read,', () => {
  it('does not go out with the text of before: it may be under the embargo of the new one', async () => {
    const own = await newDesk();
    const shelf = own.context.pictures;
    const secret = captioned('Secret');
    let isReplaced = false;
    const keep: typeof shelf.keep = async (hash, bytes) => {
      await shelf.keep(hash, bytes);
      if (isReplaced) return;
      isReplaced = true;
      await own.save('flood.txt', EMBARGO + STORY);
      await own.save('flood-1.jpg', secret);
    };
    const context = { ...own.context, pictures: { ...shelf, keep } };
    await own.save('flood.txt', STORY);
    await own.save('flood.jpg', captioned('Flood'));
    await own.save('flood-1.jpg', captioned('Street'));
    const first = await publishPass(context, 'all');
    expect(first).toMatchObject({ new: [], unsettled: ['flood.txt'] });
    expect(await publishPass(context, 'all')).toMatchObject({ new: [], held: [{ path: 'flood.txt' }] });
    expect(await own.store.log.head()).toBeUndefined();
  });
});

describe('the picture of a story whose file is gone goes out with no other story, and is told:', () => {
  it.each([
    ['of one that is out', ''],
    ['of one under embargo', EMBARGO],
    ['of one that was held before it was ever out', '---\nhold: not checked yet\n---\n'],
    ['of one that cannot be read', '---\nembargo: soon\n---\n'],
  ])('%s', async (_, front) => {
    const desk = await twoStories(front);
    await rm(join(desk.stories, 'flood-2.txt'));
    await expectLeftOut(desk);
  });

  it('of one that was moved, and left it behind', async () => {
    const desk = await twoStories('');
    await rename(join(desk.stories, 'flood-2.txt'), join(desk.stories, 'fire.txt'));
    await desk.publish();
    await expectLeftOut(desk);
    expect(await pictures(desk, 'flood-2')).toHaveLength(1);
  });

  it('of one that it came too late for', async () => {
    const desk = await deskWith({ 'flood.txt': STORY, 'flood-2.txt': copyOf('Fire in Dakar') });
    await desk.publish();
    await rm(join(desk.stories, 'flood-2.txt'));
    await desk.publish();
    await desk.save('flood-2.jpg', captioned('Fire'));
    await expectLeftOut(desk);
  });
});

it('is of the other story once it was taken away, and another lies under its name', async () => {
  const desk = await deskWith({ 'flood.txt': STORY, 'flood-2.txt': `---\nhold: yes\n---\n${STORY}` });
  await desk.save('flood-2.jpg', captioned('Fire'));
  await desk.publish();
  await rm(join(desk.stories, 'flood-2.txt'));
  await desk.save('flood-3.jpg', captioned('Street'));
  await desk.publish();
  await rename(join(desk.stories, 'flood-2.jpg'), join(desk.stories, 'flood-4.jpg'));
  await desk.publish();
  expect(await pictures(desk)).toMatchObject([{ caption: 'Street' }, { caption: 'Fire' }]);
});

async function twoStories(front: string): Promise<DeskUnderTest> {
  const desk = await deskWith({
    'flood.txt': STORY,
    'flood-2.txt': front + copyOf('Fire in Dakar'),
    'flood-2.jpg': captioned('Fire'),
  });
  await desk.publish();
  return desk;
}

async function expectLeftOut(desk: DeskUnderTest): Promise<void> {
  await desk.save('flood.txt', copyOf('Flood in Dakar again'));
  for (const scope of ['all', new Set(['flood.txt'])] as const) {
    const { problems } = await desk.publish(scope);
    expect(await pictures(desk)).toEqual([]);
    if (scope === 'all') {
      expect(problems).toMatchObject([
        { file: 'stories/flood-2.jpg', message: expect.stringMatching(/is of stories\/flood-2\.txt, which is gone/) },
      ]);
    }
  }
}
