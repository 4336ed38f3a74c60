import { describe, expect, it } from 'vitest';

import { matchNotice, type Candidate } from '../../src/story/notice-match.ts';
import { storyWith } from '../support/stories.ts';

function story(slug: string, headline: string, slugline?: string): Candidate {
  const guid = `urn:newsml:panapress.com:20241120:${slug}`;
  return { guid, slug, story: { headline, ...(slugline !== undefined && { slugline }) } };
}

const fishing = story('senegal-peche', 'Sénégal : l’accord de pêche sera renégocié', 'Senegal-Peche');
const budget = story('budget', 'Senegal passes budget', 'Senegal-Budget');
const budgetAgain = story('budget-2', 'Senegal passes second budget of the year', 'Senegal-Budget');
const libya = story('libya-britain-terrorism', "Libyan minister seeks Britain's support against terrorism");
const merger = story('merger-95bb55', 'Two banks become one');
const stories = [fishing, budget, budgetAgain, libya, merger];

function match(...paragraphs: readonly string[]) {
  const [headline = '', ...body] = paragraphs;
  const found = matchNotice(storyWith({ headline, body }).story, stories);
  return found.kind === 'certain' ? found.candidate.slug : found.candidates.map(({ slug }) => slug);
}

describe('a notice names its story for certain', () => {
  it.each([
    ['by guid', ['KILL', `Kill ${budget.guid}. It is wrong.`], 'budget'],
    ['by a slug of several words', ['Kill', 'Please kill libya-britain-terrorism.'], 'libya-britain-terrorism'],
    ['by a slug in capitals', ['KILL LIBYA-BRITAIN-TERRORISM', 'x'], 'libya-britain-terrorism'],
    [
      'by its whole headline, whatever the case, quotation marks and accents',
      ['Kill', 'Eds: kill the story headlined "SENEGAL: L\'ACCORD DE PECHE SERA RENEGOCIE," moved at 10:15 GMT.'],
      'senegal-peche',
    ],
    [
      'by a headline over several lines',
      ['KILL', 'Libyan minister seeks\nBritain’s support\nagainst terrorism'],
      'libya-britain-terrorism',
    ],
  ])('%s', (_, notice, slug) => {
    expect(match(...notice)).toBe(slug);
  });
});

describe('a notice is asked about', () => {
  it.each([
    [
      'where the slugline alone is named, be it of one story',
      ['Kill', 'Kill the story slugged Senegal-Peche.'],
      ['senegal-peche'],
    ],
    [
      'where it is named by the file that it had under embargo',
      ['Kill', 'Kill the story slugged merger.'],
      ['merger-95bb55'],
    ],
    ['where two stories have that slugline', ['Kill', 'Kill Senegal-Budget.'], ['budget', 'budget-2']],
    [
      'where the headline is too short to be one story’s own',
      ['Senegal passes budget', 'Kill it.'],
      ['budget', 'budget-2'],
    ],
    [
      'where two are named',
      ['Kill', `Kill ${budget.guid}; use libya-britain-terrorism instead.`],
      ['budget', 'libya-britain-terrorism'],
    ],
    [
      'where a slug is part of another word',
      ['Kill', 'Kill libya-britain-terrorism-2 and x-libya-britain-terrorism.'],
      ['libya-britain-terrorism'],
    ],
    ['where a guid goes on', ['Kill', `Kill ${budget.guid}-3 now.`], []],
    ['where nothing is like it', ['Kill the football story', 'It is wrong.'], []],
    [
      'where the headline was altered',
      ['Kill', 'Kill: Libyan minister sought British support against terrorism'],
      ['libya-britain-terrorism'],
    ],
  ])('%s', (_, notice, slugs) => {
    expect(match(...notice)).toEqual(slugs);
  });

  it('with the likeliest first and never more than five', () => {
    const many = Array.from({ length: 9 }, (_, index) => story(`s-${index}`, `Council meets in Dakar on day ${index}`));
    const notice = storyWith({ headline: 'Kill', body: ['Kill the story of the council that meets in Dakar.'] }).story;
    const found = matchNotice(notice, many);
    expect(found.kind === 'doubtful' && found.candidates).toHaveLength(5);
  });
});
