/** A disk that fails, or a file that others change, while a story is under embargo: nothing of it comes out for that. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, it, onTestFinished } from 'vitest';

import { newsItem } from '../copy/items/items.ts';
import { copyOf } from '../support/desk-folder.ts';
import { FiledDisk } from '../support/filed-disk.ts';
import { type DeskUnderTest, newDesk } from './desk-under-test.ts';
import { trusted } from './trusted.ts';

type Clock = { now: Date; readonly embargo: string };

const HOUR = 60 * 60_000;

/** The embargo ends an hour from now. */
function clock(): Clock {
  const now = new Date(Date.now() + 600_000);
  return { now, embargo: new Date(now.getTime() + HOUR).toISOString() };
}

function underEmbargo(embargo: string, text: string): string {
  return `---\nembargo: ${embargo}\n---\n${text}`;
}

function failing({ stories, root }: DeskUnderTest, path: string): FiledDisk {
  const disk = new FiledDisk(stories, join(root, 'wire', 'pictures'));
  onTestFinished(() => disk[Symbol.dispose]());
  disk.breakAt(path, 'EIO');
  return disk;
}

function itemOf(name: string, version: number, embargo: string, headline: string): string {
  return newsItem({
    attributes: `guid="urn:newsml:example.com:20261124:${name}" version="${version}" xml:lang="en"`,
    itemMeta: `<itemClass qcode="ninat:text"/><pubStatus qcode="stat:withheld"/><embargoed>${embargo}</embargoed>`,
    contentMeta: `<slugline>Dakar-${name}</slugline><headline>${headline}</headline>`,
  });
}

function newsMessage(...items: readonly string[]): string {
  return `<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>${items.join('')}</itemSet></newsMessage>`;
}

async function deskWithItems(time: Clock): Promise<DeskUnderTest> {
  const desk = await newDesk({ now: () => time.now });
  await desk.store.subscribers.add(trusted);
  const [rain, snow] = ['rain', 'snow'].map((name) => itemOf(name, 1, time.embargo, name));
  await desk.save('m.xml', newsMessage(rain ?? '', snow ?? ''));
  await desk.publish();
  return desk;
}

describe('what belongs to a story under embargo', () => {
  it.each(['open', 'see'] as const)('is held also while its file cannot be read: %s', async (call) => {
    const time = clock();
    const desk = await newDesk({ now: () => time.now });
    await desk.save('budget.txt', underEmbargo(time.embargo, copyOf('The budget of the year')));
    await desk.publish();
    await desk.save('fr/budget.txt', copyOf('Le budget'));
    const disk = new FiledDisk(desk.stories, join(desk.root, 'wire', 'pictures'));
    onTestFinished(() => disk[Symbol.dispose]());
    disk.meet({ call, at: 1, meets: 'EIO', lasts: true }, () => undefined);
    const { problems } = await desk.publish();
    expect(problems.map(({ message }) => message).join()).toMatch(/the disk failed.*which is under embargo/s);
    expect(await desk.store.log.head()).toBeUndefined();
  });
});

describe('a story whose embargo has ended', () => {
  it('waits while nobody can look at its file, which may say something else', async () => {
    const time = clock();
    const desk = await newDesk({ now: () => time.now });
    await desk.store.subscribers.add(trusted);
    await desk.save('budget.txt', underEmbargo(time.embargo, copyOf('The budget of the year')));
    await desk.publish();
    time.now = new Date(Date.parse(time.embargo) + 1_000);
    const disk = failing(desk, 'budget.txt');
    for (const scope of ['all', new Set<string>()] as const) {
      const pass = await desk.publish(scope);
      expect(pass.problems.map(({ message }) => message).join()).toContain(
        'the story goes out when it can be looked at',
      );
      expect(pass.new).toEqual([]);
    }
    disk.mend();
    expect(await desk.publish()).toMatchObject({ new: ['budget.txt'], problems: [] });
  });
});

describe('an item under embargo, in a file with others', () => {
  it('waits while its file was changed and cannot be taken in', async () => {
    const time = clock();
    const desk = await deskWithItems(time);
    const later = new Date(Date.parse(time.embargo) + HOUR).toISOString();
    await desk.save('m.xml', newsMessage(itemOf('rain', 2, later, ''), itemOf('snow', 2, later, 'Snow has come')));
    time.now = new Date(Date.parse(time.embargo) + 1_000);
    const pass = await desk.publish();
    expect(pass.new).toEqual([]);
    expect(pass.problems.map(({ message: told }) => told).join()).toContain(
      'the file was changed and could not be taken in',
    );
  });

  it('goes out where its file has nothing newer of it, or it no more', async () => {
    const time = clock();
    const desk = await deskWithItems(time);
    await desk.save(
      'm.xml',
      newsMessage(itemOf('rain', 1, time.embargo, 'Rain in other words'), itemOf('fog', 1, time.embargo, 'fog')),
    );
    await desk.publish();
    time.now = new Date(Date.parse(time.embargo) + 1_000);
    const pass = await desk.publish(new Set<string>());
    expect(new Set(pass.new.map((path) => path.split(':').at(-1)))).toEqual(new Set(['fog', 'rain', 'snow']));
  });

  it('is known to a lead of it, wherever in its file it lies', async () => {
    const time = clock();
    const desk = await newDesk({ now: () => time.now });
    const [rain, snow] = ['rain', 'snow'].map((name) => itemOf(name, 1, time.embargo, name));
    await desk.save('m.xml', newsMessage(rain ?? '', snow ?? ''));
    await desk.publish();
    await desk.save('lead.txt', `---\nslugline: Dakar-rain\n---\n1ST LEAD\n${copyOf('rain')}`);
    const pass = await desk.publish();
    expect(pass.new).toEqual([]);
    await rm(join(desk.stories, 'm.xml'));
    expect(await desk.publish()).toMatchObject({ new: ['lead.txt'] });
  });
});
