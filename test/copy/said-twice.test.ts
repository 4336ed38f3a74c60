/** What copy says a second time and otherwise: the first counts, the editor's note keeps the other. */
import { describe, expect, it } from 'vitest';

import { read, storyIn, warningsOf } from './copy.ts';

const HEADLINE = 'Libya closes its border with Chad';
const LEAD =
  'Tripoli, Libya (PANA) - The minister said on Thursday that the border would be closed until further notice.';
const NEXT = 'He gave no reason, and no journalist who had come to the ministry was allowed to ask for one.';
const BODY = `${LEAD}\n\n${NEXT}`;

describe('what copy says twice', () => {
  it.each<[name: string, text: string, story: object]>([
    [
      'a day above the text, another in the sign-off',
      `${HEADLINE}\nPublished on 12 June 2021\n\n${BODY}\n-0- PANA BY/IS 10June2021`,
      { filed: { date: '2021-06-10' }, edNote: 'Published on 12 June 2021' },
    ],
    [
      'two days above the text',
      `10 June 2021\n${HEADLINE}\n12 June 2021\n\n${BODY}`,
      { filed: { date: '2021-06-10' }, edNote: '12 June 2021' },
    ],
    [
      'a day without year',
      `${HEADLINE}\n\nThursday, June 10\n\n${BODY}\n-0- PANA BY/IS 10June2021`,
      { filed: { date: '2021-06-10' }, edNote: 'Thursday, June 10' },
    ],
    [
      'a byline above and another below',
      `${HEADLINE}\nBy Jane Doe\n\n${BODY}\n\nPar Awa Ba, correspondante de la PANA`,
      { byline: 'By Jane Doe', edNote: 'Par Awa Ba, correspondante de la PANA' },
    ],
    [
      'a label and a dateline',
      `HEADLINE: ${HEADLINE}\nDATELINE: Sebha\n\n${BODY}`,
      { dateline: { text: 'Tripoli, Libya (PANA) -' }, edNote: 'DATELINE: Sebha' },
    ],
    [
      'two labels',
      `HEADLINE: ${HEADLINE}\nBYLINE: A B\nAUTHOR: C D\n\n${BODY}`,
      { byline: 'A B', edNote: 'AUTHOR: C D' },
    ],
  ])('%s', (_name, text, story) => {
    expect(storyIn(read(`${text}\n`))).toMatchObject({ headline: HEADLINE, body: [LEAD, NEXT], ...story });
  });

  it('keeps no note of one day that is said twice', () => {
    const story = storyIn(read(`${HEADLINE}\n10 June 2021\n\n${BODY}\n-0- PANA BY/IS 10June2021\n`));
    expect(story).toMatchObject({ filed: { date: '2021-06-10' } });
    expect(story.edNote).toBeUndefined();
  });

  it('keeps the text that stands on the line of its label', () => {
    const story = storyIn(read(`HEADLINE: ${HEADLINE}\nBODY: ${LEAD}\n\n${NEXT}\n`));
    expect(story).toMatchObject({ headline: HEADLINE, body: [LEAD, NEXT], dateline: { agency: 'PANA' } });
  });

  it('says that a date before a headline may be read in two ways', () => {
    const reading = read(`10/06/2021 - ${HEADLINE}\n\n${BODY}\n`);
    expect(storyIn(reading).headline).toBe(HEADLINE);
    expect(warningsOf(reading)).toMatchObject([{ line: 1, message: expect.stringContaining('10/06/2021') }]);
  });
});
