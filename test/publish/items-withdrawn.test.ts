/** Items of other systems that withdraw what is out, or let it come back; and what this desk did to them meanwhile. */
import { readFile, utimes } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { readConfig } from '../../src/config/read-config.ts';
import { unreadFile } from '../../src/desk/unread-file.ts';
import {
  type ActContext,
  correctStory,
  holdStory,
  killStory,
  releaseStory,
  type UnreadFile,
} from '../../src/publish/acts.ts';
import { describeProblem } from '../../src/story/problem.ts';
import { newsItem, ninjsObject } from '../copy/items/items.ts';
import { type DeskUnderTest, newDesk } from './desk-under-test.ts';

const GUID = 'urn:newsml:example.com:20261124:rain';

function itemOf(version: number, headline: string, status = 'usable', note = ''): string {
  return newsItem({
    attributes: `guid="${GUID}" version="${version}" xml:lang="en"`,
    itemMeta: `<itemClass qcode="ninat:text"/><pubStatus qcode="stat:${status}"/>${note}`,
    contentMeta: `<headline>${headline}</headline>`,
  });
}

async function events(desk: DeskUnderTest): Promise<readonly string[]> {
  return (await desk.store.log.after(0, 100)).map(({ type, version }) => `${type} v${version}`);
}

async function problems(desk: DeskUnderTest): Promise<readonly string[]> {
  return (await desk.publish()).problems.map(describeProblem);
}

function actsOn({ store, context }: DeskUnderTest): ActContext {
  return { store, agency: context.desk.agency.name, now: context.now };
}

async function unreadOf(desk: DeskUnderTest): Promise<UnreadFile | undefined> {
  const entry = await desk.store.stories.withGuid(GUID);
  if (entry === undefined) throw new Error('the item is not on the wire');
  const config = await readConfig(desk.root);
  return unreadFile({ ...config, store: desk.store, [Symbol.asyncDispose]: () => Promise.resolve() }, entry);
}

async function publishedItem(): Promise<DeskUnderTest> {
  const desk = await newDesk();
  await desk.save('a.xml', itemOf(3, 'Rain expected'));
  expect((await desk.publish()).new).toEqual(['a.xml']);
  return desk;
}

describe('an item that is canceled', () => {
  it('takes its story off the wire, with its sender’s note for editors', async () => {
    const desk = await publishedItem();
    await desk.save('b.xml', itemOf(4, 'Rain expected', 'canceled', '<edNote>It did not rain.</edNote>'));
    expect(await desk.publish()).toMatchObject({ killed: ['b.xml'], problems: [] });
    expect(await events(desk)).toEqual(['story.published v1', 'story.killed v2']);
    expect(await desk.store.stories.version(GUID)).toMatchObject({
      pubStatus: 'canceled',
      story: { headline: 'KILL: rain' },
    });
    expect(await readFile(join(desk.feeds, 'rss.xml'), 'utf8')).not.toContain('Rain expected');
    // The file that it was in is looked at once more, and not again.
    expect(await desk.publish()).toMatchObject({ killed: [], problems: [] });
    expect(await desk.publish()).toMatchObject({ read: 0, killed: [], problems: [] });
  });

  it('does so in ninjs, under the version that it cancels', async () => {
    const desk = await publishedItem();
    await desk.save('b.json', ninjsObject({ uri: GUID, version: '3', pubstatus: 'canceled' }));
    expect((await desk.publish()).killed).toEqual(['b.json']);
  });

  it('does so in one file with the version that it cancels', async () => {
    const desk = await newDesk();
    const both = itemOf(3, 'Rain expected') + itemOf(3, 'Rain expected', 'canceled');
    await desk.save(
      'a.xml',
      `<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>${both}</itemSet></newsMessage>`,
    );
    await desk.publish();
    expect(await events(desk)).toEqual(['story.published v1', 'story.killed v2']);
    await utimes(join(desk.stories, 'a.xml'), new Date(), new Date());
    expect(await desk.publish()).toMatchObject({ read: 1, killed: [], problems: [] });
  });

  it('in an earlier version than the one that is out asks an editor, in every pass, until that is decided', async () => {
    const desk = await publishedItem();
    await desk.save('b.xml', itemOf(2, 'Rain expected', 'canceled'));
    const asked = `stories/b.xml: cancels ${GUID} in version 2, and version 3 is out: nothing is killed. If it is to be: wiredesk kill rain`;
    expect(await problems(desk)).toEqual([asked]);
    expect(await problems(desk)).toEqual([asked]);
    await killStory(actsOn(desk), GUID, { reason: 'It did not rain.' });
    expect(await problems(desk)).toEqual([]);
    expect(await events(desk)).toEqual(['story.published v1', 'story.killed v2']);
  });
});

describe('an item that is withheld without end', () => {
  it('is taken back where it is out, until a later version may be used', async () => {
    const desk = await publishedItem();
    await desk.save('b.xml', itemOf(4, 'Rain expected', 'withheld'));
    expect(await desk.publish()).toMatchObject({ held: [{ path: 'b.xml' }], problems: [] });
    expect(await readFile(join(desk.feeds, 'rss.xml'), 'utf8')).not.toContain('Rain expected');
    await desk.save('c.xml', itemOf(5, 'Rain has come'));
    expect(await desk.publish()).toMatchObject({ updated: ['c.xml'], problems: [] });
    expect(await events(desk)).toEqual(['story.published v1', 'story.held v2', 'story.released v3']);
    expect(await readFile(join(desk.feeds, 'rss.xml'), 'utf8')).toContain('Rain has come');
    // No row of a story speaks for the second file any more.
    expect(await desk.publish()).toMatchObject({ read: 0 });
  });

  it('stays released where an editor has decided so', async () => {
    const desk = await publishedItem();
    await desk.save('b.xml', itemOf(4, 'Rain expected', 'withheld'));
    await desk.publish();
    await releaseStory(actsOn(desk), GUID, undefined);
    await desk.save('b.xml', itemOf(4, 'Rain expected', 'withheld'));
    expect(await desk.publish()).toMatchObject({ problems: [], updated: [] });
    expect(await events(desk)).toEqual(['story.published v1', 'story.held v2', 'story.released v3']);
  });
});

describe('what this desk did to an item', () => {
  it('is not undone by the file that it came in', async () => {
    const desk = await publishedItem();
    await desk.save('a2.xml', itemOf(7, 'Rain is expected'));
    await desk.publish();
    await correctStory(actsOn(desk), GUID, { note: 'Corrects the day', unread: undefined });
    expect(await desk.store.stories.version(GUID)).toMatchObject({ version: 3, source: { version: 7 } });
    await desk.save('a3.xml', itemOf(7, 'Rain in other words'));
    expect((await problems(desk)).join()).toContain('has other words than version 7');
    expect(await events(desk)).toEqual(['story.published v1', 'story.updated v2', 'story.corrected v3']);
  });

  it('with words of a file that was not read is of the version of that file', async () => {
    const desk = await publishedItem();
    await holdStory(actsOn(desk), GUID, { reason: 'Being checked.' });
    await desk.save('a.xml', itemOf(5, 'Rain has come'));
    await releaseStory(actsOn(desk), GUID, await unreadOf(desk));
    expect(await desk.store.stories.version(GUID)).toMatchObject({
      story: { headline: 'Rain has come' },
      source: { version: 5 },
    });
    await desk.save('b.xml', itemOf(4, 'Rain may come'));
    expect(await desk.publish()).toMatchObject({ updated: [], problems: [] });
  });

  it.each([
    ['an earlier version', itemOf(2, 'Rain was expected')],
    ['the same version in other words', itemOf(3, 'Rain was expected')],
  ])('takes no words of %s from its file', async (_, file) => {
    const desk = await publishedItem();
    await desk.save('a.xml', file);
    await correctStory(actsOn(desk), GUID, { note: 'Corrects the day', unread: await unreadOf(desk) });
    expect((await desk.store.stories.version(GUID))?.story.headline).toBe('Rain expected');
  });

  it.each([
    ['later ones', [itemOf(4, 'Rain has come'), itemOf(5, 'Rain has gone')], 'Rain has gone'],
    ['an earlier one after it', [itemOf(5, 'Rain has gone'), itemOf(4, 'Rain has come')], 'Rain has gone'],
    ['the same one in other words', [itemOf(4, 'Rain has come'), itemOf(4, 'Rain is here')], 'Rain has come'],
  ])('takes of a file with %s the words that a pass takes', async (_, items, headline) => {
    const desk = await publishedItem();
    const file = `<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>${items.join('')}</itemSet></newsMessage>`;
    await desk.save('a.xml', file);
    await correctStory(actsOn(desk), GUID, { note: 'Corrects the day', unread: await unreadOf(desk) });
    expect((await desk.store.stories.version(GUID))?.story.headline).toBe(headline);
    expect(await desk.publish()).toMatchObject({ updated: [], killed: [] });
  });

  it('is not in the way of another item in its file that cannot be read', async () => {
    const desk = await publishedItem();
    const both = [itemOf(4, 'Rain has come'), itemOf(1, '').replaceAll('rain', 'snow')].join('');
    await desk.save(
      'a.xml',
      `<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>${both}</itemSet></newsMessage>`,
    );
    await correctStory(actsOn(desk), GUID, { note: 'Corrects the day', unread: await unreadOf(desk) });
    expect((await desk.store.stories.version(GUID))?.story.headline).toBe('Rain has come');
  });

  it('keeps it on hold whatever its sender files, and killed for good', async () => {
    const desk = await publishedItem();
    await holdStory(actsOn(desk), GUID, { reason: 'Being checked.' });
    await desk.save('b.xml', itemOf(4, 'Rain has come'));
    expect(await desk.publish()).toMatchObject({ held: [{ path: 'b.xml' }], updated: [] });
    await killStory(actsOn(desk), GUID, { reason: 'It did not rain.' });
    expect((await problems(desk)).join()).toContain('which was killed');
    expect(await events(desk)).toEqual(['story.published v1', 'story.held v2', 'story.killed v3']);
  });
});
