import { rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { formats } from '../../src/formats/index.ts';
import { publishPass } from '../../src/publish/publish-pass.ts';
import { describeProblem } from '../../src/story/problem.ts';
import { copyOf } from '../support/desk-folder.ts';
import { newDesk } from './desk-under-test.ts';

describe('feeds/', () => {
  it('is written whole again when something of it is missing, and when the settings have changed', async () => {
    const desk = await newDesk();
    await desk.save('a.txt', copyOf('Story A'));
    const { documents } = await desk.publish();
    await rm(desk.feeds, { recursive: true });
    expect((await desk.publish()).documents).toEqual(documents);
    const renamed = { ...desk.context, feed: { items: 50, title: 'The wire' } };
    expect((await publishPass(renamed, 'all')).documents).toContain('rss.xml');
  });

  it('gets back a single feed that was removed', async () => {
    const desk = await newDesk();
    await desk.save('a.txt', copyOf('Story A'));
    await desk.publish();
    await rm(join(desk.feeds, 'newsml-g2.xml'));
    expect((await desk.publish()).documents).toEqual(['newsml-g2.xml']);
  });

  it('is not undone by a process that still has old settings', async () => {
    const desk = await newDesk();
    await desk.save('a.txt', copyOf('Story A'));
    await desk.publish();
    await publishPass({ ...desk.context, feed: { items: 50, title: 'The wire' } }, 'all');
    expect((await publishPass({ ...desk.context, settingsAreStale: true }, 'all')).documents).toEqual([]);
  });

  it('is left between two documents when the desk is stopped, and finished by the next pass', async () => {
    const desk = await newDesk();
    await desk.save('a.txt', copyOf('Story A'));
    const stopped = AbortSignal.abort();
    expect(await publishPass({ ...desk.context, signal: stopped }, 'all')).toMatchObject({ new: [], documents: [] });
    expect(await desk.publish()).toMatchObject({ new: ['a.txt'] });
  });

  it('is brought up by the next pass after a pass that could not write it', async () => {
    const desk = await newDesk();
    await desk.save('a.txt', copyOf('Story A'));
    await writeFile(desk.feeds, 'a file in the way');
    await expect(desk.publish()).rejects.toThrow(/feeds\/.* cannot be written: a file is where a folder must be/);
    expect((await desk.store.log.head())?.seq).toBe(1);
    await rm(desk.feeds);
    expect((await desk.publish()).documents).toContain('stories/a/index.html');
  });

  it('keeps every other document when one cannot be made, and says so until it can', async () => {
    const broken = {
      name: 'broken',
      standard: 'none',
      story: { fileName: 'broken.xml', mediaType: 'text/xml', render: refuse },
    };
    const desk = await newDesk({ formats: [broken, ...formats] });
    await desk.save('a.txt', copyOf('Story A'));
    const { documents, problems } = await desk.publish();
    expect(documents).toContain('rss.xml');
    expect(problems.map(describeProblem)).toEqual([
      'feeds/stories/a/broken.xml: could not be made: Error: no form for this',
    ]);
    await desk.save('b.txt', copyOf('Story B'));
    const next = await desk.publish();
    expect(next.problems).toHaveLength(2);
    expect(next.documents).not.toContain('stories/a/index.html');
  });

  it('dates each new form of a document at least a second later, for readers that ask by date', async () => {
    const desk = await newDesk();
    const seconds: number[] = [];
    for (const headline of ['One', 'Two', 'Three']) {
      await desk.save('a.txt', copyOf(headline));
      await desk.publish();
      seconds.push(Math.floor((await stat(join(desk.feeds, 'rss.xml'))).mtimeMs / 1000));
    }
    expect(seconds[1]).toBeGreaterThan(seconds[0] ?? 0);
    expect(seconds[2]).toBeGreaterThan(seconds[1] ?? 0);
  });
});

function refuse(): string {
  throw new Error('no form for this');
}
