import { describe, expect, it } from 'vitest';

import { isAgencyLine } from '../../src/copy/agency-line.ts';
import { knownAgencies } from '../../src/copy/agencies.ts';
import { isByline } from '../../src/copy/byline.ts';
import { problemsOf, read, storyIn } from './copy.ts';

const known = knownAgencies([]);
const BODY = 'Tripoli, Libya (PANA) - The minister said on Thursday that the border is closed.\n\nHe gave no reason.\n';

describe('isAgencyLine', () => {
  it.each([
    'Panafrican News Agency',
    'Panafrican News Agency (PANA)',
    'PANAFRICAN NEWS AGENCY',
    'Agence de Presse Sénégalaise',
    'Agence France-Presse',
    'The Associated Press',
    'Agência de Notícias de Cabo Verde',
    'Agencia EFE',
    'وكالة الأنباء الليبية',
    'PANA',
    'Reuters',
  ])('%s', (line) => {
    expect(isAgencyLine(line, known)).toBe(true);
  });

  it.each([
    '',
    'Press freedom under threat in the Sahel',
    'News of fuel shortage spreads',
    'Agency chief resigns over budget',
    'Minister meets the press',
    'The Agency said on Monday that it would close.',
    'Libyan interior minister seeks support',
    `${'Very '.repeat(20)}Long News Agency`,
  ])('not "%s"', (line) => {
    expect(isAgencyLine(line, known)).toBe(false);
  });

  it('takes a name that the desk or the front matter gives', () => {
    expect(isAgencyLine('Radio Ndeke Luka', knownAgencies(['Radio Ndeke Luka']))).toBe(true);
  });
});

describe('isByline', () => {
  it.each([
    'By Aminata Diallo',
    'BY AMINATA DIALLO',
    'Par Mamadou Sène et Awa Ba',
    'Por João da Silva',
    'بقلم: أحمد علي',
    'By A. B. Yusuf, Reuters',
  ])('%s', (line) => {
    expect(isByline(line)).toBe(true);
  });

  it.each([
    'By Tuesday, the rebels had left the town.',
    'By the river they sat',
    'Byron in Greece',
    'By',
    'Par exemple',
  ])('not "%s"', (line) => {
    expect(isByline(line)).toBe(false);
  });
});

describe('the head of a story', () => {
  it.each([
    ['on one line', 'Border closed\n\n'],
    ['directly above the text', 'Border closed\n'],
    ['with blank lines above', '\n\n  Border closed  \n\n\n'],
  ])('has the headline %s', (_name, head) => {
    const story = storyIn(read(head + BODY));
    expect(story.headline).toBe('Border closed');
    expect(story.body).toHaveLength(2);
    expect(story).not.toHaveProperty('agencyLine');
  });

  it('joins a headline over two or three lines', () => {
    expect(storyIn(read(`Libya closes\nits border\nwith Chad\n\n${BODY}`)).headline).toBe(
      'Libya closes its border with Chad',
    );
  });

  it('has the agency line apart, above a blank line or not', () => {
    for (const gap of ['\n', '\n\n']) {
      const story = storyIn(read(`Panafrican News Agency${gap}Border closed\n\n${BODY}`));
      expect(story).toMatchObject({ agencyLine: 'Panafrican News Agency', headline: 'Border closed' });
      expect(story.body).toHaveLength(2);
    }
  });

  it('takes an agency’s name above the text for the headline where no other follows', () => {
    const story = storyIn(read(`Panafrican News Agency\n\n${BODY}`));
    expect(story.headline).toBe('Panafrican News Agency');
    expect(story).not.toHaveProperty('agencyLine');
  });

  it('has the byline apart', () => {
    const story = storyIn(read(`Border closed\nBy Aminata Diallo\n\n${BODY}`));
    expect(story).toMatchObject({ headline: 'Border closed', byline: 'By Aminata Diallo' });
    expect(story.body[0]).toMatch(/^Tripoli/);
    expect(storyIn(read(`Border closed\n\nBy Aminata Diallo\n\n${BODY}`))).toMatchObject({
      byline: 'By Aminata Diallo',
    });
  });

  it('gives the first of many single lines as the headline', () => {
    const story = storyIn(read('Border closed\nThe border is closed.\nNobody knows why.'));
    expect(story).toMatchObject({ headline: 'Border closed', body: ['The border is closed.', 'Nobody knows why.'] });
  });

  it('is not invented where the file begins with the dateline', () => {
    expect(problemsOf(read(`\n${BODY}`))).toMatchObject([
      { severity: 'error', line: 2, message: expect.stringContaining('no headline') },
    ]);
  });

  it('needs text below it', () => {
    expect(problemsOf(read('\nBorder closed\n\n-0- PANA'))).toMatchObject([
      { severity: 'error', line: 2, message: expect.stringContaining('no text') },
    ]);
  });
});
