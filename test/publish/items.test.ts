/** Items of other systems in stories/: which story each is, which of its versions, and what becomes of it. */
import { readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { describeProblem } from '../../src/story/problem.ts';
import { newsItem, ninjsObject } from '../copy/items/items.ts';
import { type DeskUnderTest, newDesk } from './desk-under-test.ts';

const GUID = 'urn:newsml:example.com:20261124:rain';

function ninjsOf(fields: object): string {
  return ninjsObject({ uri: GUID, ...fields });
}

function ninjsAt(time: string, headline: string): string {
  return ninjsOf({ version: null, versioncreated: `2026-03-01T${time}Z`, headline });
}

function message(...items: readonly string[]): string {
  return `<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>${items.join('\n')}</itemSet></newsMessage>`;
}

function itemOf(name: string, version: number, headline: string, status = 'usable'): string {
  return newsItem({
    attributes: `guid="urn:newsml:example.com:20261124:${name}" version="${version}" xml:lang="en"`,
    itemMeta: `<itemClass qcode="ninat:text"/><pubStatus qcode="stat:${status}"/>`,
    contentMeta: `<headline>${headline}</headline>`,
  });
}

async function events(desk: DeskUnderTest): Promise<readonly string[]> {
  const all = await desk.store.log.after(0, 100);
  return Promise.all(
    all.map(async ({ guid, version, type }) => {
      const stored = await desk.store.stories.version(guid, version);
      return `${type} ${guid.split(':').at(-1)} v${version} ${stored?.story.headline}`;
    }),
  );
}

describe('an item', () => {
  it('is published under its own guid, in whichever file its versions come', async () => {
    const desk = await newDesk();
    await desk.save('feed/0001.json', ninjsOf({ version: '4', headline: 'Rain expected' }));
    expect((await desk.publish()).new).toEqual(['feed/0001.json']);
    await desk.save('feed/0002.xml', itemOf('rain', 7, 'Rain has come'));
    expect((await desk.publish()).updated).toEqual(['feed/0002.xml']);
    expect(await events(desk)).toEqual([
      'story.published rain v1 Rain expected',
      'story.updated rain v2 Rain has come',
    ]);
    expect(await desk.store.stories.withGuid(GUID)).toMatchObject({ slug: 'rain', path: 'feed/0002.xml' });
    expect(await readFile(join(desk.feeds, 'stories/rain/ninjs.json'), 'utf8')).toContain('"headline"'.slice(1, -1));
    expect((await desk.store.stories.version(GUID))?.source).toEqual({ version: 7 });
  });

  it('is corrected where its sender says so', async () => {
    const desk = await newDesk();
    await desk.save('a.json', ninjsOf({}));
    await desk.publish();
    await desk.save(
      'a.json',
      ninjsOf({ version: '2', headline: 'Snow expected', signal: [{ code: 'sig:correction' }] }),
    );
    await desk.publish();
    expect((await events(desk)).at(-1)).toBe('story.corrected rain v2 Snow expected');
  });

  it('is left alone in a version that is older than the one that is out, and its file is not read again', async () => {
    const desk = await newDesk();
    await desk.save('b-new.json', ninjsOf({ version: '3', headline: 'Newest' }));
    await desk.save('c-old.json', ninjsOf({ version: '2', headline: 'Older' }));
    const first = await desk.publish();
    expect([first.new, first.problems]).toEqual([['b-new.json'], []]);
    expect(await desk.publish()).toMatchObject({ read: 0, unchanged: 2, problems: [] });
    expect(await events(desk)).toEqual(['story.published rain v1 Newest']);
    await rm(join(desk.stories, 'c-old.json'));
    expect(await desk.publish()).toMatchObject({ missing: [] });
  });

  it('is not changed by other words under the same version, which is said once', async () => {
    const desk = await newDesk();
    await desk.save('a.json', ninjsOf({ version: '3' }));
    await desk.publish();
    await desk.save('a.json', ninjsOf({ version: '3', headline: 'Edited by hand' }));
    const { problems } = await desk.publish();
    expect(problems.map(describeProblem)).toEqual([
      `stories/a.json: warning: has other words than version 3 of ${GUID} on the wire: nothing is published. A change has a higher version`,
    ]);
    expect(await desk.publish()).toMatchObject({ read: 0, problems: [] });
    // The same once more is no other words.
    await desk.save('again.json', `${ninjsOf({ version: '3' })} `);
    expect(await desk.publish()).toMatchObject({ problems: [] });
    expect(await events(desk)).toHaveLength(1);
  });

  it('goes by its version also where that said nothing new: no earlier one comes after it', async () => {
    const desk = await newDesk();
    await desk.save('a.json', ninjsOf({ version: '1', headline: 'Rain' }));
    await desk.publish();
    await desk.save('b.json', ninjsOf({ version: '3', headline: 'Rain' }));
    await desk.publish();
    await desk.save('c.json', ninjsOf({ version: '2', headline: 'Snow' }));
    expect(await desk.publish()).toMatchObject({ updated: [], problems: [] });
    await desk.save('d.json', ninjsOf({ version: '4', headline: 'Fog' }));
    await desk.publish();
    expect(await events(desk)).toEqual(['story.published rain v1 Rain', 'story.updated rain v2 Fog']);
  });

  it('is told from older ones by its time, where it has no version', async () => {
    const desk = await newDesk();
    await desk.save('a.json', ninjsAt('12:00:00', 'Noon'));
    await desk.publish();
    await desk.save('b.json', ninjsAt('11:00:00', 'Before'));
    await desk.save('c.json', ninjsAt('13:00:00', 'After'));
    await desk.publish();
    expect(await events(desk)).toEqual(['story.published rain v1 Noon', 'story.updated rain v2 After']);
  });

  it('that Wiredesk wrote itself is known when it comes back', async () => {
    const desk = await newDesk();
    await desk.save('rain.txt', 'Rain expected\n\nDakar, Senegal (PANA) - Rain is expected.\n');
    await desk.publish();
    const [event] = await desk.store.log.after(0, 1);
    await desk.save('back.json', await readFile(join(desk.feeds, 'stories/rain/ninjs.json'), 'utf8'));
    expect(await desk.publish()).toMatchObject({ new: [], updated: [], problems: [] });
    expect(await desk.store.log.head()).toEqual(event);
  });

  it('without a guid is known by its file', async () => {
    const desk = await newDesk();
    await desk.save('markets.xml', newsItem({ attributes: 'xml:lang="en"' }));
    await desk.publish();
    await desk.save('markets.xml', newsItem({ attributes: 'xml:lang="en"', contentMeta: '<headline>Snow</headline>' }));
    await desk.publish();
    expect(await events(desk)).toEqual(['story.published markets v1 Rain expected', 'story.updated markets v2 Snow']);
  });

  it('may lie in two files, of which none is read again', async () => {
    const desk = await newDesk();
    await desk.save('a.xml', itemOf('rain', 1, 'Rain'));
    await desk.save('b.xml', itemOf('rain', 1, 'Rain'));
    await desk.publish();
    expect(await desk.publish()).toMatchObject({ read: 0, missing: [] });
    await rm(join(desk.stories, 'a.xml'));
    expect(await desk.publish()).toMatchObject({ read: 0, missing: [] });
  });

  it('that takes the place of another in its file, and is refused, is told in every pass', async () => {
    const desk = await newDesk();
    await desk.save('latest.xml', itemOf('rain', 1, 'Rain'));
    await desk.publish();
    await desk.save('latest.xml', itemOf('snow', 1, 'Snow', 'withheld'));
    for (let pass = 1; pass <= 2; pass += 1) {
      expect((await desk.publish()).problems.map(describeProblem).join()).toContain('is withheld by its sender');
    }
  });

  it('leaves the story be whose file it took', async () => {
    const desk = await newDesk();
    await desk.save('latest.xml', itemOf('rain', 1, 'Rain'));
    await desk.publish();
    await desk.save('latest.xml', itemOf('snow', 1, 'Snow'));
    expect(await desk.publish()).toMatchObject({ new: ['latest.xml'], missing: [] });
    expect(await events(desk)).toEqual(['story.published rain v1 Rain', 'story.published snow v1 Snow']);
    expect(await desk.publish()).toMatchObject({ read: 0, missing: [] });
  });
});

describe('an item that may not be used', () => {
  it('waits for the end of its embargo', async () => {
    let now = new Date(Date.now() + 600_000);
    const desk = await newDesk({ now: () => now });
    const embargo = new Date(Math.ceil(now.getTime() / 1000) * 1000 + 60_000);
    await desk.save('a.json', ninjsOf({ pubstatus: 'withheld', embargoed: embargo.toISOString() }));
    expect((await desk.publish()).held).toEqual([{ path: 'a.json', until: `${embargo.toISOString().slice(0, 19)}Z` }]);
    now = embargo;
    expect((await desk.publish()).new).toEqual(['a.json']);
  });

  it('is not changed by other words under the same version, when its embargo is over', async () => {
    let now = new Date(Date.now() + 600_000);
    const desk = await newDesk({ now: () => now });
    const embargoed = new Date(now.getTime() + 60_000).toISOString();
    const withheld = { pubstatus: 'withheld', embargoed };
    await desk.save('a.json', ninjsOf({ ...withheld, headline: 'Rain' }));
    await desk.save('b.json', ninjsOf({ ...withheld, headline: 'Snow' }));
    await desk.publish();
    now = new Date(now.getTime() + 120_000);
    expect((await desk.publish()).problems.map(describeProblem).join()).toContain('b.json: warning: has other words');
    expect(await events(desk)).toEqual(['story.published rain v1 Rain']);
  });

  it('is held where its sender withholds it without end', async () => {
    const desk = await newDesk();
    await desk.save('a.json', ninjsOf({ pubstatus: 'withheld' }));
    const { problems } = await desk.publish();
    expect(problems.map(describeProblem).join()).toContain('stories/a.json: is withheld by its sender');
    expect(await events(desk)).toEqual([]);
  });

  it('never comes out after its kill, in whichever order the files come', async () => {
    const desk = await newDesk();
    await desk.save('a-kill.xml', itemOf('rain', 3, 'Rain', 'canceled'));
    expect(await desk.publish()).toMatchObject({ new: [], problems: [] });
    await desk.save('b-late.xml', itemOf('rain', 2, 'Rain'));
    const { problems } = await desk.publish();
    expect(problems.map(describeProblem)).toEqual([
      `stories/b-late.xml: warning: ${GUID} is not published: its sender has canceled it`,
    ]);
    expect(await events(desk)).toEqual([]);
    expect(await desk.publish()).toMatchObject({ read: 0, problems: [] });
  });
});

describe('an item whose kill came first', () => {
  it.each([
    ['says no number', { version: null }, false],
    ['says a time alone', { version: null, versioncreated: '2026-03-01T12:00:00Z' }, false],
    ['has an earlier number', { version: '1' }, true],
  ])('comes out only where it is later for certain: %s', async (_, kill, isOut) => {
    const desk = await newDesk();
    await desk.save('a.json', ninjsOf({ ...kill, pubstatus: 'canceled' }));
    await desk.publish();
    await desk.save('b.json', ninjsOf({ version: '2' }));
    expect((await desk.publish()).new).toEqual(isOut ? ['b.json'] : []);
  });

  it.each([
    ['an earlier version', { version: '1' }],
    ['a version that cannot be told from it', { version: null }],
  ])('stays in though a kill of %s comes again', async (_, earlier) => {
    const desk = await newDesk();
    for (const [name, terms] of Object.entries({ a: { version: '4' }, b: earlier })) {
      await desk.save(`${name}.json`, ninjsOf({ ...terms, pubstatus: 'canceled' }));
      await desk.publish();
    }
    await desk.save('c.json', ninjsOf({ version: '3' }));
    await desk.save('d.json', ninjsOf({ version: '4' }));
    expect(await desk.publish()).toMatchObject({
      new: [],
      problems: [{ severity: 'warning' }, { severity: 'warning' }],
    });
  });
});

describe('a file with several stories', () => {
  it('publishes each, and each by itself from then on', async () => {
    const desk = await newDesk();
    await desk.save('m.xml', message(itemOf('rain', 1, 'Rain'), itemOf('snow', 1, 'Snow')));
    expect((await desk.publish()).new).toEqual([`m.xml//${GUID}`, 'm.xml//urn:newsml:example.com:20261124:snow']);
    expect(await desk.publish()).toMatchObject({ read: 0, missing: [] });
    await desk.save('m.xml', message(itemOf('rain', 2, 'Heavy rain'), itemOf('snow', 1, 'Snow')));
    expect(await desk.publish()).toMatchObject({ new: [], updated: [`m.xml//${GUID}`], unchanged: 1 });
    await desk.save('n.xml', itemOf('snow', 2, 'Heavy snow'));
    await desk.publish();
    expect(await events(desk)).toEqual([
      'story.published rain v1 Rain',
      'story.published snow v1 Snow',
      'story.updated rain v2 Heavy rain',
      'story.updated snow v2 Heavy snow',
    ]);
    expect(await desk.publish()).toMatchObject({ read: 0, missing: [], problems: [] });
  });

  it('may hold a story in two versions', async () => {
    const desk = await newDesk();
    await desk.save('m.xml', message(itemOf('rain', 1, 'Rain'), itemOf('rain', 2, 'Heavy rain')));
    await desk.publish();
    expect(await events(desk)).toEqual(['story.published rain v1 Rain', 'story.updated rain v2 Heavy rain']);
    expect(await desk.publish()).toMatchObject({ read: 0 });
  });

  it('loses one that is bad, and says so in every pass until it is mended', async () => {
    const desk = await newDesk();
    await desk.save('m.xml', message(itemOf('rain', 1, ''), itemOf('snow', 1, 'Snow')));
    const first = await desk.publish();
    expect(first.problems.map(describeProblem)).toEqual(['stories/m.xml:1:67: has no headline']);
    expect((await desk.publish()).problems).toEqual(first.problems);
    expect(await events(desk)).toEqual(['story.published snow v1 Snow']);
  });

  it('keeps them when it is renamed, and withdraws none when it is deleted', async () => {
    const desk = await newDesk();
    await desk.save('m.xml', message(itemOf('rain', 1, 'Rain'), itemOf('snow', 1, 'Snow')));
    await desk.publish();
    await rename(join(desk.stories, 'm.xml'), join(desk.stories, 'n.xml'));
    expect(await desk.publish()).toMatchObject({ new: [], updated: [], missing: [], unchanged: 2 });
    await rm(join(desk.stories, 'n.xml'));
    expect(await desk.publish()).toMatchObject({ missing: ['n.xml'] });
    expect((await desk.store.stories.withGuid(GUID))?.isMissing).toBe(true);
    expect(await events(desk)).toHaveLength(2);
  });
});
