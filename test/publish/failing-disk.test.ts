/** A disk that fails below stories/ and wire/pictures/ for a moment, or for longer: that costs itself alone. */
import { renameSync, rmSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, it, onTestFinished } from 'vitest';

import { describeProblem } from '../../src/story/problem.ts';
import { copyOf } from '../support/desk-folder.ts';
import { jpeg } from '../support/pictures.ts';
import { type FiledCall, FiledDisk } from '../support/filed-disk.ts';
import { type DeskUnderTest, newDesk } from './desk-under-test.ts';
import { addressOf, published } from './pictured-desk.ts';

type Failing = { readonly lasts?: boolean; readonly at?: number };

function filedDisk({ stories, root }: DeskUnderTest): FiledDisk {
  const disk = new FiledDisk(stories, join(root, 'wire', 'pictures'));
  onTestFinished(() => disk[Symbol.dispose]());
  return disk;
}

/** The next call of that kind fails, and from then on all others there if it `lasts`. */
function failing(desk: DeskUnderTest, call: FiledCall, { lasts = true, at = 1 }: Failing = {}): FiledDisk {
  const disk = filedDisk(desk);
  disk.meet({ call, at, meets: 'EIO', lasts }, () => undefined);
  return disk;
}

async function events(desk: DeskUnderTest): Promise<readonly string[]> {
  return (await desk.store.log.after(0, 100)).map(({ type, version }) => `${type} v${version}`);
}

function dated(day: string, text: string): string {
  return `Markets\n\nDakar, Senegal (PANA) - ${text}\n\nThey open on Monday.\n-0- PANA BY/IS ${day}\n`;
}

it('a folder that cannot be listed is told, and its stories are not missing', async () => {
  const desk = await newDesk();
  await desk.save('sport/markets.txt', dated('10June2021', 'Prices rose.'));
  await desk.publish();
  const disk = failing(desk, 'list', { at: 2 });
  const pass = await desk.publish();
  expect(pass.problems.map(describeProblem)).toEqual([
    'stories/sport: cannot be read: the disk failed; check the disk',
  ]);
  expect(pass.missing).toEqual([]);
  disk.mend();
  // Another day's copy under a name that was never gone is the next version.
  await desk.save('sport/markets.txt', dated('11June2021', 'Prices fell.'));
  await desk.publish();
  expect(await events(desk)).toEqual(['story.published v1', 'story.updated v2']);
});

it('a file that cannot be looked at is told, and is not missing', async () => {
  const desk = await newDesk();
  await desk.save('markets.txt', dated('10June2021', 'Prices rose.'));
  await desk.publish();
  failing(desk, 'see');
  expect(await desk.publish()).toMatchObject({ missing: [], problems: [{ file: 'stories/markets.txt' }] });
});

it('a folder that is taken away while it is listed is no problem', async () => {
  const desk = await newDesk();
  await desk.save('sport/markets.txt', copyOf('Markets'));
  await desk.publish();
  filedDisk(desk).meet({ call: 'list', at: 2, meets: 'somebody', lasts: false }, (path) =>
    rmSync(join(desk.stories, path), { recursive: true }),
  );
  expect(await desk.publish()).toMatchObject({ missing: ['sport/markets.txt'], problems: [] });
});

it('a folder that comes back as it was brings its stories back', async () => {
  const desk = await newDesk();
  await desk.save('sport/markets.txt', dated('10June2021', 'Prices rose.'));
  await desk.publish();
  const [folder, away] = [join(desk.stories, 'sport'), join(desk.root, 'sport')];
  renameSync(folder, away);
  expect(await desk.publish()).toMatchObject({ missing: ['sport/markets.txt'] });
  expect(await desk.publish()).toMatchObject({ missing: ['sport/markets.txt'] });
  renameSync(away, folder);
  expect(await desk.publish()).toMatchObject({ missing: [], read: 1, updated: [] });
  expect(await desk.publish()).toMatchObject({ read: 0 });
  await desk.save('sport/markets.txt', dated('11June2021', 'Prices fell.'));
  await desk.publish();
  expect(await events(desk)).toEqual(['story.published v1', 'story.updated v2']);
});

it('a story that cannot be looked at keeps its pictures: they are no other story’s', async () => {
  const desk = await newDesk();
  await desk.save('storm.txt', copyOf('Storm in Dakar'));
  await desk.save('storm-2.txt', copyOf('Second storm in Dakar'));
  await desk.publish();
  await desk.save('storm-2.jpg', jpeg());
  for (const scope of ['all', new Set(['storm.txt', 'storm-2.jpg'])] as const) {
    const disk = filedDisk(desk);
    disk.breakAt('storm-2.txt', 'EIO');
    expect(await desk.publish(scope)).toMatchObject({ updated: [], problems: [{ file: 'stories/storm-2.txt' }] });
    disk.mend();
  }
  expect(await desk.publish()).toMatchObject({ updated: ['storm-2.txt'] });
});

it('a picture that cannot be kept in wire/pictures/ costs itself alone, until it can', async () => {
  const desk = await newDesk();
  await desk.save('storm.txt', copyOf('Storm in Dakar'));
  await desk.publish();
  await writeFile(join(desk.root, 'wire', 'pictures'), 'in the way');
  await desk.save('storm.txt', `---\nkill: Wrong place\n---\n${copyOf('Storm in Dakar')}`);
  await desk.save('markets.txt', copyOf('Markets'));
  await desk.save('markets.jpg', jpeg(640, 480));
  const reason =
    'this picture is left out: it cannot be kept in wire/pictures/ (a file is where a folder must be; move it away)';
  const told = { file: 'stories/markets.jpg', severity: 'error', message: reason };
  expect(await desk.publish()).toMatchObject({ killed: ['storm.txt'], new: ['markets.txt'], problems: [told] });
  expect(await desk.publish()).toMatchObject({ problems: [told] });
  await rm(join(desk.root, 'wire', 'pictures'));
  expect(await desk.publish()).toMatchObject({ updated: ['markets.txt'], problems: [] });
  expect(await published(desk, 'markets')).toEqual([addressOf(jpeg(640, 480))]);
});

it('a picture that cannot be read in wire/pictures/ costs itself alone, until it can', async () => {
  const desk = await newDesk();
  await desk.save('storm.txt', copyOf('Storm in Dakar'));
  await desk.save('storm.jpg', jpeg());
  await desk.publish();
  await rm(desk.feeds, { recursive: true });
  for (const at of [1, 2]) {
    const disk = failing(desk, 'shelf', { at });
    const { problems, documents } = await desk.publish();
    expect(problems.map(({ message }) => message).join()).toMatch(
      /cannot be read in wire\/pictures\/ \(the disk failed/,
    );
    if (at === 1) expect(documents).toContain('stories/storm/index.html');
    expect(await published(desk, 'storm')).toEqual([]);
    disk[Symbol.dispose]();
  }
  await desk.publish();
  expect(await published(desk, 'storm')).toEqual([addressOf(jpeg())]);
});
