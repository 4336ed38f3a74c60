/** What belongs to a story under embargo is not out before it, in whichever order their files are taken in. */
import { open } from 'node:fs/promises';

import { describe, expect, it } from 'vitest';

import { describeProblem } from '../../src/story/problem.ts';
import { copyOf } from '../support/desk-folder.ts';
import { newDesk } from './desk-under-test.ts';
import { trusted } from './trusted.ts';

const EMBARGO = 'embargo: 2099-01-01T00:00:00Z\n';

function inLanguage(language: string, headline: string, more = ''): string {
  return `---\nlanguage: ${language}\n${more}---\n${copyOf(headline)}`;
}

const LEAD = `SENEGAL-BUDGET, 1st Lead\n\n${copyOf('Senegal adopts its budget for 2027')}`;

it.each([
  ['its translation by file name', 'fr/budget.txt', inLanguage('fr', 'Le budget'), 'pt/budget.txt', 'pt'],
  [
    'its translation by the name of its file',
    'a.txt',
    inLanguage('en', 'A', 'translationOf: pt/b.txt\n'),
    'pt/b.txt',
    'pt',
  ],
  ['its translation by its slug', 'a.txt', inLanguage('fr', 'A', 'translationOf: b\n'), 'b.txt', 'en'],
])('%s', async (_, path, copy, original, language) => {
  for (const isTrusted of [true, false]) {
    const desk = await newDesk();
    if (isTrusted) await desk.store.subscribers.add(trusted);
    await desk.save(path, copy);
    await desk.save(original, inLanguage(language, 'Budget', EMBARGO));
    const { new: out, problems } = await desk.publish();
    expect([out, problems.map(describeProblem)]).toEqual([
      [],
      [expect.stringContaining(`under embargo until 2099-01-01T00:00:00Z, and says nothing of that`)],
    ]);
    // The same is told in the next pass, by what is known of the original.
    expect((await desk.publish()).new).toEqual([]);
  }
});

it('its lead', async () => {
  const desk = await newDesk();
  await desk.save('a.txt', LEAD);
  await desk.save('budget.txt', `---\n${EMBARGO}---\n${LEAD.replace(', 1st Lead', '')}`);
  const { new: out, problems } = await desk.publish();
  expect([out, problems.map(describeProblem)]).toEqual([[], [expect.stringContaining('under embargo until')]]);
});

it('holds nothing else: not the original of a translation under embargo, nor who has the name alone', async () => {
  const desk = await newDesk();
  await desk.save('budget.txt', copyOf('Budget'));
  await desk.save('fr/budget.txt', inLanguage('fr', 'Le budget', EMBARGO));
  await desk.save('es/other.txt', inLanguage('es', 'Otra'));
  await desk.save('pt/other.txt', inLanguage('pt', 'Outra'));
  await desk.save('sport/results.txt', copyOf('Results'));
  await desk.save('trade/results.txt', `---\n${EMBARGO}---\n${copyOf('Results of trade')}`);
  const { new: out, problems } = await desk.publish();
  expect(out.toSorted()).toEqual(['budget.txt', 'es/other.txt', 'pt/other.txt', 'sport/results.txt']);
  expect(problems).toEqual([]);
});

describe('a story that cannot be taken in, and has an embargo', () => {
  it.each([
    ['that is not certain', `EMBARGOED UNTIL 6 P.M.\n\n${copyOf('Budget')}`, 'has an embargo that cannot be read'],
    [
      'in a front matter with a fault',
      `---\nembargo: 2099-13-45\n---\n${copyOf('Budget')}`,
      'has an embargo that cannot be read',
    ],
    ['and has no text', `---\n${EMBARGO}---\nBudget\n`, 'is under embargo until 2099-01-01T00:00:00Z'],
  ])('%s, holds its translation until it is mended or gone', async (_, copy, told) => {
    const desk = await newDesk();
    await desk.save('pt/budget.txt', copy);
    await desk.save('fr/budget.txt', inLanguage('fr', 'Le budget'));
    for (const _pass of [1, 2]) {
      const { new: out, problems } = await desk.publish();
      expect(out).toEqual([]);
      expect(problems.map(describeProblem)).toContainEqual(
        expect.stringMatching(`^stories/fr/budget.txt: translates stories/pt/budget.txt, which ${told}`),
      );
    }
    await desk.save('pt/budget.txt', inLanguage('pt', 'Budget'));
    expect(await desk.publish()).toMatchObject({ new: ['pt/budget.txt', 'fr/budget.txt'], problems: [] });
  });

  it('lets everything out that says so itself, and all that was out before', async () => {
    const desk = await newDesk();
    await desk.save('budget.txt', copyOf('Budget'));
    await desk.publish();
    await desk.save('budget.txt', `EMBARGOED UNTIL 6 P.M.\n\n${copyOf('Budget')}`);
    await desk.save('fr/budget.txt', inLanguage('fr', 'Le budget'));
    expect((await desk.publish()).new).toEqual(['fr/budget.txt']);
    await desk.save('other.txt', `EMBARGOED UNTIL 6 P.M.\n\n${copyOf('Other')}`);
    await desk.save('fr/other.txt', inLanguage('fr', 'Autre', 'embargo: 2021-01-01T00:00:00Z\n'));
    expect((await desk.publish()).new).toEqual(['fr/other.txt']);
  });
});

it.each([
  ['by its file name', 'fr/budget.txt', inLanguage('fr', 'Le budget')],
  ['by its front matter', 'a.txt', inLanguage('en', 'A', 'translationOf: pt/budget.txt\n')],
])('a translation %s waits for a story that is still being written, and nothing else does', async (_, path, copy) => {
  const desk = await newDesk();
  await desk.save(path, copy);
  await desk.save('other.txt', copyOf('Other'));
  const original = await desk.save('pt/budget.txt', '');
  {
    await using _writer = await open(original, 'r+');
    expect(await desk.publish()).toMatchObject({ new: ['other.txt'], unsettled: ['pt/budget.txt', path] });
  }
  await desk.save('pt/budget.txt', inLanguage('pt', 'Budget', EMBARGO));
  const { new: out, problems } = await desk.publish();
  expect([out, problems.map(describeProblem)]).toEqual([[], [expect.stringContaining('under embargo until')]]);
  await desk.save('pt/budget.txt', inLanguage('pt', 'Budget'));
  expect((await desk.publish()).new).toEqual(['pt/budget.txt', path]);
});
