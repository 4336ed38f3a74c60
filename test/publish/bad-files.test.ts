import { rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { describeProblem } from '../../src/story/problem.ts';
import { copyOf } from '../support/desk-folder.ts';
import { contentsOf, newDesk } from './desk-under-test.ts';

describe('files that are no story', () => {
  it.each([
    ['an empty file', 'a.txt', '', 'the file is empty'],
    ['a binary file', 'a.txt', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0]), 'PNG'],
    ['a 50 MB file', 'a.txt', Buffer.alloc(50 * 1024 * 1024, 'x'), 'too large'],
    ['broken front matter', 'a.txt', '---\nurgency: [\n---\nHeadline\n\nText.', 'a.txt:'],
    ['an embargo without a zone', 'a.txt', `---\nembargo: 2099-01-01 18:00\n---\n${copyOf('Secret')}`, 'zone'],
    ['a kill notice', 'a.txt', `KILL KILL KILL\n\n${copyOf('Story A')}`, 'a.txt:1: is a notice to kill'],
    ['a notice to hold', 'a.txt', copyOf('HOLD - Not sure'), 'a.txt:1: is a notice to hold'],
    ['a document', 'a.docx', 'PK', 'end in .txt'],
  ])('%s is reported and costs only itself', async (_name, name, content, reason) => {
    const desk = await newDesk();
    await desk.save(name, content);
    await desk.save('good.txt', copyOf('A good story'));
    const pass = await desk.publish();
    expect(pass.new).toEqual(['good.txt']);
    expect(pass.problems.map(describeProblem).join()).toContain(reason);
  });

  it('hidden files, READMEs and what editors leave behind are passed over in silence', async () => {
    const desk = await newDesk();
    for (const name of ['.a.txt', 'a.txt~', '.#a.txt', '#a.txt#', 'a.txt.part', 'a.swp', 'README.md', 'README.txt']) {
      await desk.save(name, copyOf('Not a story'));
    }
    expect(await desk.publish()).toMatchObject({ read: 0, new: [], problems: [] });
  });

  it.each([
    ['a (conflicted copy 2026-12-01 101010).txt', 'Nextcloud'],
    ["a (Awa's conflicted copy 2026-12-01).txt", 'Dropbox'],
    ['a_conflict-20261201-101010.txt', 'ownCloud'],
    ['fr/a.sync-conflict-20261201-101010-ABCDEFG.txt', 'Syncthing'],
  ])('%s is the same story once more, and goes out as none', async (name, maker) => {
    const desk = await newDesk();
    await desk.save('a.txt', copyOf('Budget agreed'));
    await desk.save('sync-conflict-in-sudan.txt', copyOf('Conflict in Sudan'));
    await desk.save(name, copyOf('Budget agreed', 'The council met on Monday and agreed on nothing.'));
    const pass = await desk.publish();
    expect(pass.new).toEqual(['a.txt', 'sync-conflict-in-sudan.txt']);
    expect(pass.problems.map(describeProblem)).toEqual([
      expect.stringMatching(`is left alone: by its name .*${maker}`),
    ]);
  });

  it('a published file that becomes a link to itself keeps its story, and stops no other', async () => {
    const desk = await newDesk();
    const file = await desk.save('a.txt', copyOf('Story A'));
    await desk.publish();
    await rm(file);
    await symlink('a.txt', file);
    await desk.save('b.txt', copyOf('Story A'));
    await desk.save('c.txt', copyOf('A good story'));
    for (const scope of ['all', new Set(['a.txt', 'b.txt', 'c.txt'])] as const) {
      const pass = await desk.publish(scope);
      expect(pass.problems.map(describeProblem).join()).toContain('stories/a.txt: cannot be read: it is a link');
    }
    expect((await desk.store.stories.latest(9)).map(({ slug }) => slug).toSorted()).toEqual(['a', 'c']);
  });

  it('a link that leads out of stories/ is not followed, one within is', async () => {
    const desk = await newDesk();
    const outside = join(desk.root, 'secret.txt');
    await writeFile(outside, copyOf('Secret'));
    await symlink(outside, join(desk.stories, 'a.txt'));
    await symlink('../secret.txt', join(desk.stories, 'b.txt'));
    await desk.save('desk/c.txt', copyOf('A good story'));
    await symlink('desk/c.txt', join(desk.stories, 'd.txt'));
    const pass = await desk.publish();
    expect(JSON.stringify(await contentsOf(desk))).not.toContain('Secret');
    expect(pass.new).toEqual(['d.txt']);
    expect(pass.problems.map(describeProblem).slice(0, 2)).toEqual(
      ['a', 'b'].map(
        (name) => `stories/${name}.txt: cannot be read: it is a link that leads out of stories/; copy the file`,
      ),
    );
  });

  it('a file whose name is not UTF-8 is reported', async () => {
    const desk = await newDesk();
    await writeFile(Buffer.concat([Buffer.from(`${desk.stories}/caf`), Buffer.from([0xe9]), Buffer.from('.txt')]), 'x');
    const { problems } = await desk.publish();
    expect(problems.map(describeProblem).join()).toContain('its name is not UTF-8; give it another name');
  });

  it('a file that cannot be reached is reported', async () => {
    const desk = await newDesk();
    await symlink('a.txt', join(desk.stories, 'a.txt'));
    await symlink('nowhere.txt', join(desk.stories, 'b.txt'));
    await desk.save('good.txt', copyOf('A good story'));
    const pass = await desk.publish();
    expect(pass.new).toEqual(['good.txt']);
    expect(pass.problems.map(describeProblem)).toEqual([
      'stories/a.txt: cannot be read: it is a link that leads back to itself',
      'stories/b.txt: cannot be read: it is a link that leads nowhere',
    ]);
  });
});
