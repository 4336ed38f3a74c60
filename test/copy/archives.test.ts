/** Stories as archives and mailing lists keep them: what they add is for editors, the story is as it was filed. */
import { describe, expect, it } from 'vitest';

import { read, storyIn } from './copy.ts';
import { wrap } from './wrap.ts';

const HEADLINE = 'Nigerian workers begin strike over fuel prices';
const LEAD =
  'Lagos, Nigeria (PANA) - Nigerian workers on Tuesday began a strike over the price of petrol and kerosene.';
const NEXT =
  'Banks and ports were closed, and in Kano the markets as well, but the schools of the capital stayed open.';
const BARE = LEAD.slice(24);

/** Each as it is exported. */
const ARCHIVES: readonly (readonly [source: string, text: string, parts: object])[] = [
  [
    'Nexis',
    `Copyright 2003 Panafrican News Agency (PANA)\nPanafrican News Agency (PANA) Daily Newswire\n\nJune 10, 2003\n\nLENGTH: 318 words\n\nHEADLINE: ${HEADLINE}\n\nBODY:\n\n${LEAD}\n\n${NEXT}\n\nLOAD-DATE: June 11, 2003`,
    {
      agencyLine: 'Panafrican News Agency (PANA) Daily Newswire',
      filed: { date: '2003-06-10' },
      edNote: 'Copyright 2003 Panafrican News Agency (PANA)\nLENGTH: 318 words\nLOAD-DATE: June 11, 2003',
    },
  ],
  [
    'Nexis, with the day of the week and a dateline of its own',
    `June 10, 2003 Tuesday\n\nSECTION: News\n\nHEADLINE: ${HEADLINE}\n\nBYLINE: Jane Doe\n\nDATELINE: Lagos, Nigeria\n\nBODY:\n${BARE}\n\n${NEXT}`,
    {
      body: [BARE, NEXT],
      byline: 'Jane Doe',
      filed: { date: '2003-06-10' },
      dateline: { text: 'Lagos, Nigeria', place: { name: 'Lagos', country: { code: 'NG', name: 'Nigeria' } } },
      edNote: 'SECTION: News',
    },
  ],
  [
    'Factiva',
    `${HEADLINE}\n\n318 words\n10 June 2003\nPANA Daily Newswire\nPAFNA\nEnglish\nCopyright 2003 Panafrican News Agency. All Rights Reserved.\n\n${LEAD}\n\n${NEXT}\n\nDocument PAFNA00020030610dz6a0005l`,
    {
      filed: { date: '2003-06-10' },
      edNote:
        '318 words\nPANA Daily Newswire\nPAFNA\nEnglish\nCopyright 2003 Panafrican News Agency. All Rights Reserved.\nDocument PAFNA00020030610dz6a0005l',
    },
  ],
  [
    'Nexis, of late',
    `${HEADLINE}\n\nPanafrican News Agency (PANA) Daily Newswire\n\nJune 10, 2003 Tuesday\n\nLength: 318 words\n\nBody\n\n\n${LEAD}\n\n${NEXT}\n\nLoad-Date: June 11, 2003\n\nEnd of Document`,
    { filed: { date: '2003-06-10' }, edNote: 'Length: 318 words\nLoad-Date: June 11, 2003\nEnd of Document' },
  ],
  [
    'Factiva, with its fields',
    `HD\n${HEADLINE}\nBY\nJane Doe\nWC\n318 words\nPD\n10 June 2003\nSN\nPANA Daily Newswire\nSC\nPAFNA\nLA\nEnglish\nCY\nCopyright 2003 PANA.\nLP\n${LEAD}\nTD\n${NEXT}\nCO\nunions : Labour\nAN\nDocument PAFNA00020030610dz6a0005l`,
    {
      byline: 'Jane Doe',
      filed: { date: '2003-06-10' },
      edNote:
        'LENGTH: 318 words\nSOURCE: PANA Daily Newswire\nID: PAFNA\nLANGUAGE: English\nCOPYRIGHT: Copyright 2003 PANA.\nSUBJECT: unions : Labour\nDocument PAFNA00020030610dz6a0005l',
    },
  ],
  [
    'Factiva, with its fields on the same lines',
    `HD  Nigerian workers begin strike\n    over fuel prices\nWC  318 words\nPD  10 June 2003\nSN  PANA\nLP  ${LEAD}\n\nTD  ${NEXT}\n\nAN  Document PAFNA00020030610dz6a0005l`,
    { filed: { date: '2003-06-10' }, edNote: expect.stringContaining('SOURCE: PANA') },
  ],
  [
    'BBC Monitoring',
    `${HEADLINE}\n\nText of report in English by Panafrican News Agency (PANA)\n\nLagos, 10 June: ${BARE}\n\n${NEXT}\n\nSource: PANA news agency, Dakar, in English 1234 gmt 10 Jun 03`,
    {
      body: [`Lagos, 10 June: ${BARE}`, NEXT],
      dateline: { text: 'Lagos, 10 June:', place: { name: 'Lagos' }, date: '--06-10' },
      edNote:
        'Text of report in English by Panafrican News Agency (PANA)\nSource: PANA news agency, Dakar, in English 1234 gmt 10 Jun 03',
    },
  ],
  [
    'allAfrica, in its first years',
    `${HEADLINE}\n\nPanafrican News Agency (Dakar)\n\nOctober 24, 2001\nPosted to the web October 24, 2001\n\nPaul Ejime\nLagos, Nigeria\n\n${BARE}\n\n${NEXT}`,
    {
      body: ['Lagos, Nigeria', BARE, NEXT],
      agencyLine: 'Panafrican News Agency (Dakar)',
      byline: 'Paul Ejime',
      filed: { date: '2001-10-24' },
      dateline: { text: 'Lagos, Nigeria', place: { name: 'Lagos', country: { code: 'NG', name: 'Nigeria' } } },
    },
  ],
  [
    'the University of Pennsylvania',
    `UNIVERSITY OF PENNSYLVANIA - AFRICAN STUDIES CENTER\n${HEADLINE}\n\nDate: Tue, 10 Jun 2003 12:30:11 -0500 (EST)\nFrom: Jane Doe <jane@example.org>\nTo: list@example.org\nSubject: Strike\n\n${LEAD}\n\n${NEXT}`,
    { filed: { date: '2003-06-10', time: '12:30:11', timeZone: '-05:00' }, edNote: expect.stringContaining('Strike') },
  ],
  [
    'a mail that was answered',
    `${HEADLINE}\n\n${wrap(LEAD, 65)}\n\n${wrap(NEXT, 65)}\n\n-0- PANA PE 10June2003`.replaceAll(/^/gmu, '> '),
    { filed: { date: '2003-06-10' }, signOff: { text: '-0- PANA PE 10June2003', agency: 'PANA', initials: ['PE'] } },
  ],
  [
    'a mail that was answered twice, below what was said of it',
    `${HEADLINE}\n\n${wrap(`${LEAD} ${NEXT}`, 60).replaceAll(/^/gmu, '>> ')}\n>>\n>> ${NEXT}`,
    { body: [`${LEAD} ${NEXT}`, NEXT] },
  ],
];

describe('a story out of an archive', () => {
  it.each(ARCHIVES)('of %s', (_source, text, parts) => {
    expect(storyIn(read(`${text}\n`))).toMatchObject({ headline: HEADLINE, body: [LEAD, NEXT], ...parts });
  });

  it.each(ARCHIVES)('has no second headline, of %s', (_source, text) => {
    expect(storyIn(read(`${text}\n`)).subheadlines).toBeUndefined();
  });

  it.each(ARCHIVES)('is the same with a margin, of %s', (_source, text, parts) => {
    const moved = text.replaceAll(/^(?=.)/gmu, '     ');
    expect(storyIn(read(`${moved}\n`))).toMatchObject({ headline: HEADLINE, body: [LEAD, NEXT], ...parts });
  });

  it('keeps a sign that one paragraph begins with', () => {
    const odd = '> 500 people were there, the mayor wrote on his page.';
    expect(storyIn(read(`${HEADLINE}\n\n${LEAD}\n\n${odd}\n\n${NEXT}\n`)).body).toEqual([LEAD, odd, NEXT]);
  });

  it('keeps a number of words that a text begins with', () => {
    const text = '318 words were all that the minister had to say on the strike.';
    expect(storyIn(read(`${HEADLINE}\n\n${text}\n\n${NEXT}\n`)).body).toEqual([text, NEXT]);
  });
});

it('keeps columns set by tabs as they are, of words alone too', () => {
  const rows = 'Adeosun\tFinance\nAmaechi\tTransport\nFashola\tPower';
  const { body, forms } = storyIn(read(`${HEADLINE}\n\n${LEAD}\n\n${rows}\n\n${NEXT}\n`));
  expect(body[1]).toBe(rows.replaceAll('\t', '    '));
  expect(forms).toEqual({ 1: 'preformatted' });
});
