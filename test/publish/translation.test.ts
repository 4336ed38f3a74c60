/** Stories in several languages: what links them on the wire and on their pages. */
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { correctStory, killStory } from '../../src/publish/acts.ts';
import { describeProblem } from '../../src/story/problem.ts';
import { copyOf } from '../support/desk-folder.ts';
import { newDesk, type DeskUnderTest } from './desk-under-test.ts';
import { trusted } from './trusted.ts';

function inLanguage(language: string, headline: string, more = ''): string {
  return `---\nlanguage: ${language}\n${more}---\n${copyOf(headline)}`;
}

function embargoIn(ms: number): string {
  return `embargo: ${new Date(Date.now() + ms).toISOString()}\n`;
}

async function linkOf(desk: DeskUnderTest, path: string) {
  const entry = await desk.store.stories.atPath(path);
  const original = (await desk.store.stories.version(entry?.guid ?? ''))?.translationOf;
  return original === undefined ? undefined : (await desk.store.stories.withGuid(original))?.path;
}

async function languagesOn(desk: DeskUnderTest, path: string): Promise<readonly string[]> {
  const entry = await desk.store.stories.atPath(path);
  const html = await readFile(join(desk.feeds, 'stories', entry?.slug ?? '', 'index.html'), 'utf8');
  return [...html.matchAll(/<link rel="alternate" hreflang="([^"]+)"/g)]
    .map(([, language]) => language ?? '')
    .toSorted();
}

async function newest(desk: DeskUnderTest, path: string) {
  const entry = await desk.store.stories.atPath(path);
  return desk.store.stories.version(entry?.guid ?? '');
}

describe('a story with the same file name in another language’s folder', () => {
  it('is a translation of the one in the desk’s language, and the pages of all lead to each other', async () => {
    const desk = await newDesk();
    await desk.save('ar/budget.txt', inLanguage('ar', 'ميزانية'));
    await desk.save('budget.txt', inLanguage('en', 'Budget'));
    await desk.save('fr/budget.txt', inLanguage('fr-SN', 'Le budget'));
    await desk.publish();
    expect(
      await Promise.all(['budget.txt', 'fr/budget.txt', 'ar/budget.txt'].map((path) => linkOf(desk, path))),
    ).toEqual([undefined, 'budget.txt', 'budget.txt']);
    for (const path of ['budget.txt', 'fr/budget.txt', 'ar/budget.txt']) {
      expect(await languagesOn(desk, path)).toEqual(['ar', 'en', 'fr-SN']);
    }
    expect((await desk.store.log.head())?.seq).toBe(3);
  });

  it('that comes later brings the page of the original up, without another version of that', async () => {
    const desk = await newDesk();
    await desk.save('en/politics/budget.txt', inLanguage('en', 'Budget'));
    await desk.publish();
    expect(await languagesOn(desk, 'en/politics/budget.txt')).toEqual([]);
    await desk.save('fr/politics/budget.txt', inLanguage('fr', 'Le budget'));
    const pass = await desk.publish();
    expect(pass.documents).toContain('stories/budget/index.html');
    expect(await languagesOn(desk, 'en/politics/budget.txt')).toEqual(['en', 'fr']);
    expect(await newest(desk, 'en/politics/budget.txt')).toMatchObject({ version: 1 });
  });

  it('and is no longer led to once it is killed', async () => {
    const desk = await newDesk();
    await desk.save('budget.txt', inLanguage('en', 'Budget'));
    await desk.save('fr/budget.txt', inLanguage('fr', 'Le budget'));
    await desk.save('pt/budget.txt', inLanguage('pt', 'O orçamento'));
    await desk.publish();
    const { guid } = (await desk.store.stories.atPath('fr/budget.txt')) ?? { guid: '' };
    await killStory({ store: desk.store, agency: 'PANA', now: desk.context.now }, guid, { reason: 'x' });
    await desk.publish(new Set());
    expect(await languagesOn(desk, 'budget.txt')).toEqual(['en', 'pt']);
    expect(await languagesOn(desk, 'pt/budget.txt')).toEqual(['en', 'pt']);
    expect(await languagesOn(desk, 'fr/budget.txt')).toEqual([]);
  });

  it.each([
    ['in another folder below', 'fr/sport/budget.txt', 'fr', ''],
    ['in the same language', 'other/budget.txt', 'en', ''],
    ['of another day', 'fr/budget.txt', 'fr', 'date: 2021-06-01\n'],
    ['with an id of its own', 'fr/budget.txt', 'fr', 'id: le-budget\n'],
  ])('is none where it lies %s', async (_, path, language, more) => {
    const desk = await newDesk();
    await desk.save('budget.txt', inLanguage('en', 'Budget'));
    await desk.save(path, inLanguage(language, 'Other', more));
    await desk.publish();
    expect(await linkOf(desk, path)).toBeUndefined();
    expect(await languagesOn(desk, 'budget.txt')).toEqual([]);
  });
});

describe('translationOf', () => {
  it.each([
    ['its slug', 'budget'],
    ['its guid', 'urn:newsml:panapress.com:20210610:budget'],
    ['its file', 'stories/budget.txt'],
  ])('names the original by %s', async (_, name) => {
    const desk = await newDesk();
    await desk.save('budget.txt', inLanguage('en', 'Budget'));
    await desk.save('finances.txt', inLanguage('fr', 'Le budget', `translationOf: ${name}\n`));
    expect((await desk.publish()).problems).toEqual([]);
    expect(await linkOf(desk, 'finances.txt')).toBe('budget.txt');
  });

  it('of a translation is of the original, and is one more version where it is added or taken out', async () => {
    const desk = await newDesk();
    await desk.save('budget.txt', inLanguage('en', 'Budget'));
    await desk.save('fr/budget.txt', inLanguage('fr', 'Le budget'));
    await desk.publish();
    await desk.save('orcamento.txt', inLanguage('pt', 'O orçamento'));
    await desk.publish();
    await desk.save('orcamento.txt', inLanguage('pt', 'O orçamento', 'translationOf: fr/budget.txt\n'));
    expect(await desk.publish()).toMatchObject({ updated: ['orcamento.txt'] });
    expect(await linkOf(desk, 'orcamento.txt')).toBe('budget.txt');
    expect(await languagesOn(desk, 'budget.txt')).toEqual(['en', 'fr', 'pt']);
    await desk.save('orcamento.txt', inLanguage('pt', 'O orçamento'));
    expect(await desk.publish()).toMatchObject({ updated: ['orcamento.txt'] });
    expect(await languagesOn(desk, 'budget.txt')).toEqual(['en', 'fr']);
  });

  it('that names nothing is told, and the story goes out without it', async () => {
    const desk = await newDesk();
    await desk.save('fr.txt', inLanguage('fr', 'Le budget', 'translationOf: budget\n'));
    const pass = await desk.publish();
    expect(pass.new).toEqual(['fr.txt']);
    expect(pass.problems.map(describeProblem)).toEqual([
      expect.stringMatching(/fr\.txt: warning: translationOf: "budget" is no story/),
    ]);
  });
});

describe('an original under embargo', () => {
  it('is not given away by a translation, and both are linked for the trusted', async () => {
    let ahead = 10_000;
    const desk = await newDesk({ now: () => new Date(Date.now() + ahead) });
    await desk.store.subscribers.add(trusted);
    await desk.save('budget.txt', inLanguage('en', 'Budget', embargoIn(120_000)));
    await desk.publish();
    const slug = (await desk.store.stories.atPath('budget.txt'))?.slug ?? '';
    await desk.save('a.txt', inLanguage('fr', 'Le budget', `translationOf: ${slug}\n`));
    await desk.save('b.txt', inLanguage('pt', 'O orçamento', `${embargoIn(60_000)}translationOf: ${slug}\n`));
    await desk.publish();
    expect([await linkOf(desk, 'a.txt'), await linkOf(desk, 'b.txt')]).toEqual([undefined, 'budget.txt']);
    ahead = 90_000;
    await desk.publish();
    expect(await newest(desk, 'b.txt')).toMatchObject({ pubStatus: 'usable' });
    expect(await linkOf(desk, 'b.txt')).toBeUndefined();
  });
});

describe('an original that comes out after its translations', () => {
  it('is linked to by them, each with a version of its own', async () => {
    const desk = await newDesk();
    await desk.save('ar/budget.txt', inLanguage('ar', 'ميزانية'));
    await desk.save('fr/budget.txt', inLanguage('fr', 'Le budget'));
    await desk.save('fr/other.txt', inLanguage('fr', 'Autre chose'));
    await desk.save('fr/own.txt', inLanguage('fr', 'Le budget', 'id: own-en-francais\n'));
    await desk.publish();
    await desk.save('budget.txt', inLanguage('en', 'Budget'));
    await desk.save('own.txt', inLanguage('en', 'Own'));
    await desk.publish();
    const links = ['ar/budget.txt', 'fr/budget.txt', 'fr/other.txt', 'fr/own.txt'].map((path) => linkOf(desk, path));
    expect(await Promise.all(links)).toEqual(['budget.txt', 'budget.txt', undefined, undefined]);
    expect(await newest(desk, 'fr/budget.txt')).toMatchObject({ version: 2, event: 'story.updated' });
    for (const path of ['budget.txt', 'fr/budget.txt', 'ar/budget.txt']) {
      expect(await languagesOn(desk, path)).toEqual(['ar', 'en', 'fr']);
    }
    await desk.save('budget.txt', inLanguage('en', 'Budget again'));
    await desk.publish();
    expect(await newest(desk, 'fr/budget.txt')).toMatchObject({ version: 2 });
  });

  it('is linked at the end of its embargo, which may be later or earlier than theirs', async () => {
    let ahead = 10_000;
    const desk = await newDesk({ now: () => new Date(Date.now() + ahead) });
    await desk.store.subscribers.add(trusted);
    await desk.save('budget.txt', inLanguage('en', 'Budget', embargoIn(120_000)));
    await desk.save('fr/budget.txt', inLanguage('fr', 'Le budget', embargoIn(60_000)));
    await desk.save('pt/budget.txt', inLanguage('pt', 'O orçamento', embargoIn(180_000)));
    await desk.publish();
    ahead = 90_000;
    await desk.publish();
    expect(await newest(desk, 'fr/budget.txt')).toMatchObject({ pubStatus: 'usable' });
    expect(await linkOf(desk, 'fr/budget.txt')).toBeUndefined();
    ahead = 150_000;
    await desk.publish();
    expect(await languagesOn(desk, 'budget.txt')).toEqual(['en', 'fr']);
    expect(await linkOf(desk, 'fr/budget.txt')).toBe('budget.txt');
    ahead = 200_000;
    await desk.publish();
    expect(await languagesOn(desk, 'budget.txt')).toEqual(['en', 'fr', 'pt']);
  });

  it('is found by its translation at the end of that one’s embargo, where it was out before', async () => {
    let ahead = 10_000;
    const desk = await newDesk({ now: () => new Date(Date.now() + ahead) });
    await desk.store.subscribers.add(trusted);
    await desk.save('fr/budget.txt', inLanguage('fr', 'Le budget', embargoIn(60_000)));
    await desk.publish();
    await desk.save('budget.txt', inLanguage('en', 'Budget', embargoIn(0)));
    await desk.publish();
    expect(await languagesOn(desk, 'budget.txt')).toEqual([]);
    ahead = 90_000;
    await desk.publish();
    expect(await languagesOn(desk, 'budget.txt')).toEqual(['en', 'fr']);
  });

  it('and is named in front matter, is linked when that file is saved once more, unchanged', async () => {
    const desk = await newDesk();
    const copy = inLanguage('fr', 'Le budget', 'translationOf: budget\n');
    await desk.save('finances.txt', copy);
    await desk.publish();
    await rm(join(desk.stories, 'finances.txt'));
    await desk.save('finances.txt', copy);
    expect((await desk.publish()).problems.map(describeProblem)).toEqual([
      expect.stringMatching(/finances\.txt: warning: translationOf: "budget" is no story/),
    ]);
    await desk.save('budget.txt', inLanguage('en', 'Budget'));
    await desk.publish();
    await rm(join(desk.stories, 'finances.txt'));
    await desk.save('finances.txt', copy);
    expect(await desk.publish()).toMatchObject({ updated: ['finances.txt'], problems: [] });
    expect(await languagesOn(desk, 'budget.txt')).toEqual(['en', 'fr']);
  });
});

describe.each([true, false])(
  'a translation of a story under embargo (somebody is trusted with it: %s)',
  (isTrusted) => {
    it.each([
      ['by its file name', 'fr/budget.txt', ''],
      ['by its front matter', 'finances.txt', 'translationOf: stories/budget.txt\n'],
    ])('%s is not out before it, unless it says so', async (_, path, more) => {
      const desk = await newDesk();
      if (isTrusted) await desk.store.subscribers.add(trusted);
      const embargo = embargoIn(600_000);
      await desk.save('budget.txt', inLanguage('en', 'Budget', embargo));
      await desk.save(path, inLanguage('fr', 'Le budget', more));
      const { problems, new: out } = await desk.publish();
      expect([out, problems.map(describeProblem)]).toEqual([
        [],
        [
          expect.stringMatching(
            /: translates \S+budget\S*, which is under embargo until .*, and says nothing of that: write "/,
          ),
        ],
      ]);
      await desk.save(path, inLanguage('fr', 'Le budget', more + embargo));
      expect(await desk.publish()).toMatchObject({ new: [], problems: [] });
      await desk.save(path, inLanguage('fr', 'Le budget', more + embargoIn(0)));
      expect((await desk.publish()).problems.filter(({ severity }) => severity === 'error')).toEqual([]);
      expect(await newest(desk, path)).toMatchObject({ pubStatus: 'usable' });
    });

    it('is out as soon as the embargo has ended, or the story is gone', async () => {
      let ahead = 10_000;
      const desk = await newDesk({ now: () => new Date(Date.now() + ahead) });
      if (isTrusted) await desk.store.subscribers.add(trusted);
      await desk.save('budget.txt', inLanguage('en', 'Budget', embargoIn(60_000)));
      await desk.save('fr/budget.txt', inLanguage('fr', 'Le budget'));
      expect(await desk.publish()).toMatchObject({ new: [] });
      ahead = 90_000;
      await desk.publish();
      expect(await newest(desk, 'fr/budget.txt')).toMatchObject({ pubStatus: 'usable' });
    });
  },
);

describe('a file that is moved', () => {
  it('into another language’s folder is in that language, as an editor left it', async () => {
    const desk = await newDesk();
    await desk.save('peche.txt', copyOf('La pêche'));
    await desk.publish();
    const { guid } = (await desk.store.stories.atPath('peche.txt')) ?? { guid: '' };
    await correctStory({ store: desk.store, agency: 'PANA', now: desk.context.now }, guid, {
      note: 'the port',
      unread: undefined,
    });
    await mkdir(join(desk.stories, 'fr'));
    await rename(join(desk.stories, 'peche.txt'), join(desk.stories, 'fr', 'peche.txt'));
    expect(await desk.publish()).toMatchObject({ new: [], updated: ['fr/peche.txt'] });
    const moved = await newest(desk, 'fr/peche.txt');
    expect(moved).toMatchObject({ guid, version: 3, corrections: [{ note: 'the port' }] });
    expect(moved?.story.language).toBe('fr');
  });

  it('out of such a folder stays in its language', async () => {
    const desk = await newDesk();
    await desk.save('fr/peche.txt', copyOf('La pêche'));
    await desk.publish();
    await mkdir(join(desk.stories, 'done'));
    await rename(join(desk.stories, 'fr', 'peche.txt'), join(desk.stories, 'done', 'peche.txt'));
    expect(await desk.publish()).toMatchObject({ new: [], updated: [], unchanged: 1 });
    expect((await newest(desk, 'done/peche.txt'))?.story.language).toBe('fr');
  });

  it('and held or killed is not brought back', async () => {
    const desk = await newDesk();
    await desk.save('a.txt', copyOf('A story'));
    await desk.publish();
    const { guid } = (await desk.store.stories.atPath('a.txt')) ?? { guid: '' };
    await killStory({ store: desk.store, agency: 'PANA', now: desk.context.now }, guid, { reason: 'x' });
    await mkdir(join(desk.stories, 'fr'));
    await rename(join(desk.stories, 'a.txt'), join(desk.stories, 'fr', 'a.txt'));
    await desk.publish();
    expect(await newest(desk, 'fr/a.txt')).toMatchObject({ version: 2, pubStatus: 'canceled' });
  });
});
