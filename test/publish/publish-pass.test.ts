import { open, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { siteDocuments } from '../../src/formats/index.ts';
import { publishPass } from '../../src/publish/publish-pass.ts';
import { describeProblem } from '../../src/story/problem.ts';
import { verifyLog } from '../../src/wire/verify.ts';
import { copyOf, SAMPLE_FILE } from '../support/desk-folder.ts';
import { contentsOf, newDesk } from './desk-under-test.ts';

const GUID = 'urn:newsml:panapress.com:20210610:';

describe('a pass', () => {
  it('publishes the sample in every format, and the next pass changes nothing', async () => {
    const desk = await newDesk();
    await desk.save('libya-britain-terrorism.txt', await readFile(SAMPLE_FILE));
    const first = await desk.publish();
    expect(first).toMatchObject({
      read: 1,
      new: ['libya-britain-terrorism.txt'],
      updated: [],
      unchanged: 0,
      problems: [],
    });
    expect(first.documents.toSorted()).toEqual(
      [
        ...siteDocuments.map(({ fileName }) => fileName),
        'atom.xml',
        'countries/ly/atom.xml',
        'countries/ly/feed.json',
        'countries/ly/index.html',
        'countries/ly/newsml-g2.xml',
        'countries/ly/rss.xml',
        'feed.json',
        'languages/en/atom.xml',
        'languages/en/feed.json',
        'languages/en/index.html',
        'languages/en/newsml-g2.xml',
        'languages/en/rss.xml',
        'newsml-g2.xml',
        'rss.xml',
        'sitemap.xml',
        'sitemaps/news-1.xml',
        'stories/libya-britain-terrorism/index.html',
        'stories/libya-britain-terrorism/iptc-7901.txt',
        'stories/libya-britain-terrorism/newsml-g2.xml',
        'stories/libya-britain-terrorism/ninjs-1.6.json',
        'stories/libya-britain-terrorism/ninjs-2.2.json',
        'stories/libya-britain-terrorism/ninjs.json',
        'stories/libya-britain-terrorism/nitf-plain.xml',
        'stories/libya-britain-terrorism/nitf.xml',
        'top-stories.xml',
      ].toSorted(),
    );
    expect((await readdir(desk.feeds, { recursive: true })).filter((name) => name.includes('.tmp'))).toEqual([]);
    const before = await contentsOf(desk);
    const second = await desk.publish();
    expect(second).toMatchObject({ read: 0, new: [], updated: [], unchanged: 1, documents: [] });
    expect(await contentsOf(desk)).toEqual(before);
    expect(await verifyLog(desk.store)).toMatchObject({ intact: true, events: 1 });
  });

  it('dates the sample by its copy, so that it comes out the same whenever it is published', async () => {
    const desk = await newDesk();
    await desk.save('libya.txt', await readFile(SAMPLE_FILE));
    await desk.publish();
    const [version] = await desk.store.stories.latest(1);
    expect(version).toMatchObject({
      guid: `${GUID}libya`,
      version: 1,
      firstCreated: '2021-06-10T00:00:00Z',
      versionCreated: '2021-06-10T00:00:00Z',
    });
  });

  it('makes an edited file the next version of its story', async () => {
    const desk = await newDesk();
    await desk.save('budget.txt', copyOf('Senegal passes budget'));
    await desk.publish();
    await desk.save('budget.txt', copyOf('Senegal passes its budget'));
    expect(await desk.publish()).toMatchObject({ new: [], updated: ['budget.txt'] });
    const [version] = await desk.store.stories.latest(1);
    expect(version).toMatchObject({ guid: `${GUID}budget`, version: 2, event: 'story.updated' });
    expect(version?.firstCreated).toBe('2021-06-10T00:00:00Z');
    expect(version?.versionCreated.slice(0, 4)).not.toBe('2021');
    expect(await readFile(join(desk.feeds, 'rss.xml'), 'utf8')).toContain('its budget');
  });

  it.each([
    ['saved again', (text: string) => text],
    ['with other line ends', (text: string) => text.replaceAll('\n', '\r\n')],
    ['with a byte order mark', (text: string) => `\uFEFF${text}`],
    ['with blank lines at its end', (text: string) => `${text}\n\n`],
  ])('takes the same text %s for nothing at all', async (_name, change) => {
    const desk = await newDesk();
    await desk.save('budget.txt', copyOf('Senegal passes budget'));
    await desk.publish();
    await desk.save('budget.txt', change(copyOf('Senegal passes budget')));
    expect(await desk.publish()).toMatchObject({ new: [], updated: [], unchanged: 1, documents: [] });
    expect(await desk.publish()).toMatchObject({ read: 0, unchanged: 1 });
  });

  it('takes a renamed file for the same story, and its next edit for that story’s next version', async () => {
    const desk = await newDesk();
    await desk.save('budget.txt', copyOf('Senegal passes budget'));
    await desk.publish();
    await rename(join(desk.stories, 'budget.txt'), join(desk.stories, 'senegal-budget.txt'));
    expect(await desk.publish()).toMatchObject({ new: [], updated: [], missing: [], documents: [] });
    await desk.save('senegal-budget.txt', copyOf('Senegal passes its budget'));
    expect(await desk.publish()).toMatchObject({ updated: ['senegal-budget.txt'] });
    expect(await desk.store.stories.latest(9)).toMatchObject([{ guid: `${GUID}budget`, version: 2 }]);
  });

  it('leaves a story with its file when that is edited, though a copy was laid beside it as a backup', async () => {
    const desk = await newDesk();
    await desk.save('budget.txt', copyOf('Senegal passes budget'));
    await desk.publish();
    await desk.save('a-backup.txt', copyOf('Senegal passes budget'));
    await desk.save('budget.txt', copyOf('Senegal passes its budget'));
    const pass = await desk.publish();
    expect(pass).toMatchObject({ new: [], updated: ['budget.txt'] });
    expect(pass.problems.map(describeProblem).join()).toContain('stories/a-backup.txt: has the same text as');
  });

  it('keeps two stories apart whose files were swapped', async () => {
    const desk = await newDesk();
    await desk.save('a.txt', copyOf('Story A'));
    await desk.save('b.txt', copyOf('Story B'));
    await desk.publish();
    await rename(join(desk.stories, 'a.txt'), join(desk.stories, 'c.tmp'));
    await rename(join(desk.stories, 'b.txt'), join(desk.stories, 'a.txt'));
    await rename(join(desk.stories, 'c.tmp'), join(desk.stories, 'b.txt'));
    expect(await desk.publish()).toMatchObject({ new: [], updated: [], missing: [] });
    expect(await desk.store.stories.atPath('b.txt')).toMatchObject({ guid: `${GUID}a`, version: 1 });
  });

  it('gives stories with the same file name and day guids and pages of their own', async () => {
    const desk = await newDesk();
    await desk.save('en/budget.txt', copyOf('Senegal passes budget'));
    await desk.save('fr/budget.txt', copyOf('Le Sénégal adopte son budget'));
    await desk.publish();
    const guids = (await desk.store.stories.latest(9)).map(({ guid }) => guid);
    expect(guids.toSorted()).toEqual([`${GUID}budget`, `${GUID}budget-2`]);
  });

  it('does not publish a copy of a story twice, and says which file it is a copy of', async () => {
    const desk = await newDesk();
    await desk.save('a.txt', copyOf('Story A'));
    await desk.publish();
    await desk.save('b.txt', copyOf('Story A'));
    const { problems } = await desk.publish();
    expect(problems.map(describeProblem).join()).toContain('stories/b.txt: has the same text as stories/a.txt');
  });

  it('does not bring back a killed story when its file is saved', async () => {
    const desk = await newDesk();
    await desk.save('a.txt', copyOf('Story A'));
    await desk.publish();
    const entry = await desk.store.stories.atPath('a.txt');
    const last = await desk.store.stories.version(entry?.guid ?? '');
    if (entry === undefined || last === undefined) throw new Error('no story');
    const kill = { ...last, version: 2, pubStatus: 'canceled', event: 'story.killed' } as const;
    const committedAt = new Date().toISOString();
    await desk.store.log.append([{ version: kill, path: 'a.txt', file: entry.file, committedAt }]);
    expect(await desk.publish()).toMatchObject({ read: 0, problems: [] });
    await desk.save('a.txt', copyOf('Story A again'));
    const pass = await desk.publish();
    expect(pass).toMatchObject({ new: [], updated: [] });
    expect(pass.problems.map(describeProblem).join()).toContain('which was killed; a new story takes a new file name');
  });

  it('keeps a story whose file is gone, and reports it', async () => {
    const desk = await newDesk();
    await desk.save('a.txt', copyOf('Story A'));
    await desk.publish();
    const before = await contentsOf(desk);
    await rm(join(desk.stories, 'a.txt'));
    expect(await desk.publish()).toMatchObject({ missing: ['a.txt'], documents: [] });
    expect(await contentsOf(desk)).toEqual(before);
  });

  it('keeps the last good version of a file that has become bad, and publishes every other', async () => {
    const desk = await newDesk();
    await desk.save('a.txt', copyOf('Story A'));
    await desk.publish();
    await desk.save('a.txt', `---\nurgncy: 3\n---\n${copyOf('Story A again')}`);
    await desk.save('b.txt', copyOf('Story B'));
    const pass = await desk.publish();
    expect(pass).toMatchObject({ new: ['b.txt'], updated: [] });
    expect(pass.problems.map(describeProblem)).toEqual([
      'stories/a.txt:2:1: "urgncy" is not known here; did you mean "urgency"?',
    ]);
    expect((await desk.store.stories.latest(9)).map(({ story }) => story.headline).toSorted()).toEqual([
      'Story A',
      'Story B',
    ]);
    expect((await desk.publish()).problems).toHaveLength(1);
  });

  it('takes a file name that was removed and comes back with another day’s copy for a new story', async () => {
    const desk = await newDesk();
    const file = await desk.save('markets.txt', copyOf('Markets on Thursday'));
    await desk.publish();
    await rm(file);
    await desk.publish();
    await desk.save('markets.txt', copyOf('Markets on Friday').replace('10June', '11June'));
    expect(await desk.publish()).toMatchObject({ new: ['markets.txt'], updated: [] });
    expect((await desk.store.stories.latest(9)).map(({ guid }) => guid)).toEqual([
      'urn:newsml:panapress.com:20210611:markets-2',
      `${GUID}markets`,
    ]);
  });

  it('takes a file that was gone for a moment, and came back with the same day’s copy, for the same story', async () => {
    const desk = await newDesk();
    const file = await desk.save('markets.txt', copyOf('Markets'));
    await desk.publish();
    await rm(file);
    await desk.publish();
    await desk.save('markets.txt', copyOf('Markets rise'));
    expect(await desk.publish()).toMatchObject({ new: [], updated: ['markets.txt'] });
  });

  it('keeps copy that is filed late in the feeds, though a whole day’s stories are dated after it', async () => {
    const desk = await newDesk({ feed: { items: 2 } });
    const yesterday = new Date(Date.now() - 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
    await desk.save('late.txt', `---\ndate: ${yesterday}\n---\n${copyOf('Filed late')}`);
    await desk.save('old.txt', copyOf('From the archive'));
    await desk.publish();
    for (const name of ['a', 'b']) await desk.save(`${name}.txt`, copyOf(`Story ${name}`).replace(/-0-.*/, ''));
    await desk.publish(new Set(['a.txt']));
    const headlines = (await desk.store.stories.latest(2)).map(({ story }) => story.headline);
    expect(headlines).toEqual(['Story a', 'Filed late']);
  });

  it('waits until a file is whole, also on a desk that is reached through a link', async () => {
    const desk = await newDesk();
    const link = join(desk.root, 'linked');
    await symlink(desk.stories, link);
    await using _writer = await open(await desk.save('a.txt', copyOf('Half')), 'r+');
    const pass = await publishPass({ ...desk.context, storiesFolder: link }, 'all');
    expect(pass).toMatchObject({ new: [], unsettled: ['a.txt'] });
  });

  it('looks only at the files it is told of', async () => {
    const desk = await newDesk();
    await desk.save('a.txt', copyOf('Story A'));
    await desk.save('b.txt', copyOf('Story B'));
    expect(await desk.publish(new Set(['b.txt', 'gone.txt']))).toMatchObject({ read: 1, new: ['b.txt'], missing: [] });
  });
});

describe('the front matter’s id', () => {
  it('names the story, whatever the file is called', async () => {
    const desk = await newDesk();
    await desk.save('x1.txt', `---\nid: senegal-budget\n---\n${copyOf('Senegal passes budget')}`);
    await desk.publish();
    await rm(join(desk.stories, 'x1.txt'));
    await desk.save('x2.txt', `---\nid: senegal-budget\n---\n${copyOf('Senegal passes its budget')}`);
    expect(await desk.publish()).toMatchObject({ updated: ['x2.txt'], missing: [] });
    expect(await desk.store.stories.latest(9)).toMatchObject([{ guid: `${GUID}senegal-budget`, version: 2 }]);
  });

  it('may be the whole guid of a story that came from elsewhere', async () => {
    const desk = await newDesk();
    const guid = 'urn:newsml:aps.sn:20200101:budget';
    await desk.save('x.txt', `---\nid: ${guid}\n---\n${copyOf('Senegal passes budget')}`);
    await desk.publish();
    expect(await desk.store.stories.latest(9)).toMatchObject([{ guid, slug: 'budget' }]);
  });

  it('stays with the file that has it, edited or not, when a copy of that file brings it along', async () => {
    const desk = await newDesk();
    await desk.save('x.txt', `---\nid: budget\n---\n${copyOf('Budget')}`);
    await desk.publish();
    await desk.save('x.txt', `---\nid: budget\n---\n${copyOf('Budget passed')}`);
    await desk.save('a.txt', `---\nid: budget\n---\n${copyOf('Football result')}`);
    const pass = await desk.publish();
    expect(pass).toMatchObject({ new: [], updated: ['x.txt'] });
    expect(pass.problems.map(describeProblem).join()).toContain(
      'stories/a.txt: the id "budget" belongs to stories/x.txt',
    );
  });

  it.each([
    ['is not shared by two files', 'x.txt', 'y.txt', 'belongs to stories/x.txt'],
    ['does not change once the story is published', 'x.txt', 'x.txt', undefined],
  ])('%s', async (_name, first, second, reason) => {
    const desk = await newDesk();
    await desk.save(first, `---\nid: one\n---\n${copyOf('One')}`);
    await desk.publish();
    await desk.save(second, `---\nid: ${reason === undefined ? 'two' : 'one'}\n---\n${copyOf('Two')}`);
    const { problems } = await desk.publish();
    expect(problems.map(describeProblem).join()).toContain(reason ?? "a story's id never changes");
    expect(await desk.store.stories.latest(9)).toMatchObject([{ version: 1 }]);
  });
});

describe('an embargoed story', () => {
  it('is on no wire and in no document before its instant, and goes out at it without a trace of the embargo', async () => {
    let aheadMs = 10_000;
    const desk = await newDesk({ now: () => new Date(Date.now() + aheadMs) });
    const until = `${new Date(Date.now() + 60_000).toISOString().slice(0, 19)}Z`;
    await desk.save('a.txt', `---\nembargo: ${until}\n---\n${copyOf('Secret')}`);
    const held = await desk.publish();
    expect(held.held).toEqual([{ path: 'a.txt', until }]);
    expect(held.new).toEqual([]);
    expect(await desk.store.log.head()).toBeUndefined();
    expect(JSON.stringify(await contentsOf(desk))).not.toContain('Secret');
    aheadMs = 61_000;
    expect(await desk.publish()).toMatchObject({ new: ['a.txt'], held: [] });
    const [version] = await desk.store.stories.latest(1);
    expect(version?.story.embargo).toBeUndefined();
    expect(await desk.publish()).toMatchObject({ read: 0, unchanged: 1 });
  });
});
