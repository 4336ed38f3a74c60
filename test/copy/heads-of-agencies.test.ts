/** What agencies, their pages and the mails of their desks put above a text, each with who does so. */
import { describe, expect, it } from 'vitest';

import { read, storyIn, warningsOf } from './copy.ts';
import { wrap } from './wrap.ts';

const LEAD =
  'Tripoli, Libya (PANA) - The minister said on Thursday that the border would be closed until further notice.';
const NEXT = 'He gave no reason, and no journalist who had come to the ministry was allowed to ask for one.';
const MORE = 'Some three thousand people have fled the south of the country since January, said those who help them.';

function headOf(text: string) {
  const { headline, subheadlines, slugline, byline, agencyLine, edNote, filed, dateline, body } = storyIn(read(text));
  return { headline, subheadlines, slugline, byline, agencyLine, edNote, filed, dateline: dateline?.text, body };
}

const HEADLINE = 'Libya closes its border with Chad';
const DATELINE = 'Tripoli, Libya (PANA) -';

describe('the head of copy', () => {
  it.each<[source: string, head: string, parts: object]>([
    [
      'AP, on Usenet',
      `${HEADLINE}\nCopyright 1993 The Associated Press.  All rights reserved.\nBy JANE DOE\nAssociated Press Writer`,
      { byline: 'By JANE DOE, Associated Press Writer', edNote: expect.stringContaining('Copyright 1993') },
    ],
    [
      'AP, in newspapers',
      `${HEADLINE}\n\nJANE DOE, Associated Press\n\nJan. 12, 2021`,
      { byline: 'JANE DOE, Associated Press', filed: { date: '2021-01-12' } },
    ],
    [
      'allAfrica',
      `${HEADLINE}\n\n12 JANUARY 2021\nPanafrican News Agency (Dakar)\nBy Jane Doe`,
      { agencyLine: 'Panafrican News Agency (Dakar)', byline: 'By Jane Doe' },
    ],
    [
      'PANA, 2004',
      `Panafrican News Agency (PANA) Daily Newswire\n\n${HEADLINE}`,
      { agencyLine: 'Panafrican News Agency (PANA) Daily Newswire' },
    ],
    [
      'APS, in Algeria',
      `${HEADLINE}\n\nPublié Le : mardi, 12 janvier 2021 14:05   Lu : 12 fois`,
      { filed: { date: '2021-01-12', time: '14:05' } },
    ],
    [
      'pages of Ghana',
      `General News of Tuesday, 12 January 2021\nSource: GNA\n\n${HEADLINE}`,
      { filed: { date: '2021-01-12' }, edNote: 'Source: GNA' },
    ],
    [
      'Xinhua, on the web',
      `${HEADLINE}\nSource: Xinhua | 2021-01-12 20:31:05 | Editor: huaxia`,
      { filed: { date: '2021-01-12', time: '20:31:05' } },
    ],
    [
      'pages of America',
      `${HEADLINE}\nPosted: Tuesday, January 12, 2021 2:05 PM EST`,
      { filed: { date: '2021-01-12' } },
    ],
    [
      'pages of Europe',
      `${HEADLINE}\nPublished on 12 January 2021 at 14:05 GMT`,
      { filed: { date: '2021-01-12', time: '14:05', timeZone: 'UTC' } },
    ],
    [
      'Lusa',
      `${HEADLINE}\n\n*** Serviço áudio disponível em www.lusa.pt ***`,
      { edNote: '*** Serviço áudio disponível em www.lusa.pt ***' },
    ],
    [
      'a caption',
      `${HEADLINE}\n\n[Photo: Guards at the crossing on Tuesday. REUTERS/Jane Doe]`,
      { edNote: expect.stringContaining('Guards') },
    ],
    ['Reuters, on the web', `${HEADLINE}\n\n3 MIN READ`, { edNote: '3 MIN READ' }],
    [
      'two headlines, each in small letters',
      `${HEADLINE}\nFighting in the south drives thousands from their homes`,
      { subheadlines: ['Fighting in the south drives thousands from their homes'] },
    ],
    [
      'PANA, a feature',
      `FEATURE\n\n${HEADLINE}\n\nBy Jane Doe, Special to PANA`,
      { byline: 'By Jane Doe, Special to PANA', edNote: 'FEATURE' },
    ],
    [
      'PANA, an interview',
      `INTERVIEW\n${HEADLINE}\nPropos recueillis par Fafa Folly, Correspondant de la PANA`,
      { byline: 'Propos recueillis par Fafa Folly, Correspondant de la PANA', edNote: 'INTERVIEW' },
    ],
    [
      'PANA, a review of the press',
      `REVUE DE PRESSE\n\n${HEADLINE}`,
      { edNote: 'REVUE DE PRESSE', agencyLine: undefined },
    ],
    ['pages, with a section', `Politics\n\n${HEADLINE}`, { edNote: 'Politics' }],
    ['pages, with a country', `Libye\n${HEADLINE}`, { edNote: 'Libye' }],
    ['NAN', `${HEADLINE}\n\nBorder\n\nBy Jane Doe`, { slugline: 'Border', byline: 'By Jane Doe' }],
    ['NAN, without blank lines', `${HEADLINE}\nBorder\nBy Jane Doe`, { slugline: 'Border', byline: 'By Jane Doe' }],
    [
      'ANGOP',
      `Política\n\n${HEADLINE}\n\nLuanda • Quinta, 10 de Junho de 2021 | 14h02`,
      { filed: { date: '2021-06-10', time: '14:02' } },
    ],
    ['Anadolu', `${HEADLINE}\n\nJane Doe   | 12.01.2021`, { filed: { date: '2021-01-12' }, byline: 'Jane Doe' }],
    [
      'a correction',
      `${HEADLINE}\n\n(This story corrects the day in the first paragraph)`,
      { edNote: '(This story corrects the day in the first paragraph)' },
    ],
    ['APS, over two lines', `LIBYE-FRONTIERE / Libya closes its border with\nChad`, { slugline: 'LIBYE-FRONTIERE' }],
    [
      'AP, on the web, with a caption',
      `${HEADLINE}\nBy CARA ANNA\nAssociated Press\nNov. 26, 2020\n\n1 of 5\nFILE - In this Nov. 2020 photo, guards stand near Tibesti. (AP Photo/Jane Doe)`,
      {
        byline: 'By CARA ANNA',
        agencyLine: 'Associated Press',
        filed: { date: '2020-11-26' },
        edNote: expect.stringContaining('FILE'),
      },
    ],
    [
      'Lusa, a report',
      `${HEADLINE}\n\n*** Por Mussá Baldé, da agência Lusa ***`,
      { byline: 'Por Mussá Baldé, da agência Lusa' },
    ],
    ['SPA', `سياسي / ${HEADLINE}`, { slugline: 'سياسي' }],
    [
      'a page of the web',
      `Home > News > Politics\n\n${HEADLINE}\n\nPublished on 19.01.2017 at 18h21`,
      { filed: { date: '2017-01-19', time: '18:21' } },
    ],
    [
      'a mail with all its fields',
      `From: a@example.org\nSubject: border\nReceived: from x\n  by y\nDate: Mon, 12 Feb 2001 11:20:33 +0000\nMIME-Version: 1.0\nContent-Type: text/plain\n\n${HEADLINE}`,
      { filed: { date: '2001-02-12', time: '11:20:33', timeZone: '+00:00' } },
    ],
    ['a dump of NITF', `HEADLINE: ${HEADLINE}\n\nBYLINE:\n\nDATELINE: TRIPOLI, Libya`, {}],
    [
      'an archive',
      `Title: Libya closes its border\nwith Chad\nByline: By Jane Doe\nSection: World\nDate: 10 June 2021`,
      { byline: 'By Jane Doe', filed: { date: '2021-06-10' }, edNote: 'Section: World' },
    ],
    [
      'pages of France',
      `${HEADLINE}\n\nPublié le 10 avril 2021 à 09h15 - Mis à jour le 11 avril 2021 à 11h02`,
      { filed: { date: '2021-04-10', time: '09:15' } },
    ],
    ['a date in front', `26/06/2018 - ${HEADLINE}`, { filed: { date: '2018-06-26' } }],
    ['a date above', `2021-06-10 14:02:00\n\n${HEADLINE}`, { filed: { date: '2021-06-10', time: '14:02:00' } }],
    ['a date without year', `${HEADLINE}\n\nThursday, June 10`, { filed: undefined }],
    ['a date that can mean two days', `${HEADLINE}\n10/06/2021`, { filed: undefined }],
    ['keywords', `Libye - Sécurité - Frontières\n\n${HEADLINE}`, { slugline: 'Libye - Sécurité - Frontières' }],
    [
      'a mail',
      `From: Jane Doe <jane@example.org>\nDate: Tue, 12 Jan 2021 14:05:00 +0000\nTo: desk@example.org\nSubject: border\n\n${HEADLINE}`,
      {
        filed: { date: '2021-01-12', time: '14:05:00', timeZone: '+00:00' },
        edNote: expect.stringMatching(/^From: [^]*Subject: border$/),
      },
    ],
    ['a mail without headline', `From: Jane Doe <jane@example.org>\nTo: desk@example.org\nSubject: ${HEADLINE}`, {}],
  ])('of %s: %j', (_source, head, parts) => {
    const { body, ...got } = headOf(`${head}\n\n${LEAD}\n\n${NEXT}\n`);
    expect(got).toMatchObject({ headline: HEADLINE, subheadlines: undefined, dateline: DATELINE, ...parts });
    expect(body).toEqual([LEAD, NEXT]);
  });

  it('says that a date may be read in two ways', () => {
    expect(warningsOf(read(`${HEADLINE}\n\n10/06/2021\n\n${LEAD}\n\n${NEXT}\n`))).toMatchObject([
      { line: 3, message: expect.stringContaining('10/06/2021') },
    ]);
  });

  it('leaves the days of a diary in the text', () => {
    const text =
      'Week ahead\n\nMonday, June 14\n\nThe council meets on Mali.\n\nTuesday, June 15\n\nThe court sits in Kigali.\n';
    expect(headOf(text)).toMatchObject({ headline: 'Week ahead', subheadlines: undefined });
    expect(headOf(text).body).toHaveLength(4);
  });

  it('takes a label for the headline where wrapped text is all that follows', () => {
    const text = `Interview\n\n${wrap(NEXT, 66)}\n\n${wrap(MORE, 66)}\n`;
    expect(headOf(text)).toMatchObject({ headline: 'Interview', body: [NEXT, MORE] });
  });

  it('takes the dateline from a label where the text has none', () => {
    const text = `HEADLINE: ${HEADLINE}\nDATELINE: Tripoli, Libya\n\n${NEXT}\n\n${MORE}\n`;
    expect(headOf(text)).toMatchObject({ headline: HEADLINE, dateline: 'Tripoli, Libya', body: [NEXT, MORE] });
  });

  it.each([
    ['with blank lines', '\n\n'],
    ['without blank lines', '\n'],
  ])('has the dateline first at Sapa, %s', (_name, gap) => {
    const text = [NEXT, MORE, LEAD].map((paragraph) => wrap(paragraph, 66)).join(gap);
    const head = ['@ LIBYA-BORDER', 'TRIPOLI December 21 1998 Sapa-AP', 'LIBYA CLOSES ITS BORDER'].join(gap);
    expect(headOf(`${head}${gap}${text}\n`)).toMatchObject({
      slugline: 'LIBYA-BORDER',
      dateline: 'TRIPOLI December 21 1998 Sapa-AP',
      headline: 'LIBYA CLOSES ITS BORDER',
      filed: { date: '1998-12-21' },
      body: [NEXT, MORE, LEAD],
    });
  });

  it.each(['TRIPOLI', 'TRIPOLI, Libya', 'TRIPOLI, Jan. 12, 2021', 'Tripoli, Libya, 12 January 2021'])(
    'knows a dateline on a line of its own: %s',
    (line) => {
      expect(headOf(`${HEADLINE}\n\n${line}\n\n${NEXT}\n`)).toMatchObject({ dateline: line, body: [line, NEXT] });
    },
  );

  it('takes a dateline in capitals on a line of its own for no heading', () => {
    expect(headOf(`${HEADLINE}\n\nTRIPOLI, LIBYA —\n\n${NEXT}\n`)).toMatchObject({
      dateline: 'TRIPOLI, LIBYA —',
      body: [`TRIPOLI, LIBYA — ${NEXT}`],
    });
  });

  it.each([
    ['in Title Case', 'Libya Closes Border With Chad\nAs Fighting Spreads'],
    ['in capitals', 'LIBYA CLOSES ITS BORDER WITH CHAD\nAS FIGHTING SPREADS'],
    [
      'broken by width',
      'Libyan interior minister says the border with Chad will stay\nEnvoys only until further notice',
    ],
    ['that goes on in small letters', 'Libya closes its border with Chad\nas fighting spreads'],
    ['that cannot end there', 'Libya closes its border after talks with\nPresident of Chad on security'],
  ])('joins two lines of a headline %s', (_how, head) => {
    expect(headOf(`${head}\n\n${LEAD}\n\n${NEXT}\n`)).toMatchObject({
      headline: head.replace('\n', ' '),
      subheadlines: undefined,
    });
  });

  it.each([
    'Subject: to change',
    'Source of all evil found',
    'Posted to Tripoli, envoy dies',
    'Copyright law passed in Senegal',
    'Photo exhibition opens in Dakar',
    'Massacre of 12 January 2021 remembered',
    'Date with destiny for Senegal',
    'Interview with the vampire',
    '12 January 2021 - The day that changed Tunis',
    'Sports and politics do not mix',
  ])('leaves a headline alone: %s', (headline) => {
    expect(headOf(`${headline}\n\n${LEAD}\n\n${NEXT}\n`)).toMatchObject({ headline, edNote: undefined });
  });
});

describe('lines that are broken by width, without blank lines between paragraphs', () => {
  it.each([60, 64, 68, 72, 75])('are put together: %d columns', (width) => {
    const paragraphs = [LEAD, NEXT, MORE].map((text) => `${text} It is so.`);
    const { body } = headOf(`${HEADLINE}\n\n${paragraphs.map((text) => wrap(text, width)).join('\n')}\n`);
    expect(body.join(' ')).toBe(paragraphs.join(' '));
    expect(body.length).toBeLessThanOrEqual(3);
  });

  it('are left alone where each is a sentence', () => {
    const lines = [
      LEAD,
      'The border is closed.',
      'No reason was given for it.',
      'It was closed before, in May and in June.',
    ];
    expect(headOf(`${HEADLINE}\n\n${lines.join('\n')}\n`).body).toEqual(lines);
  });
});
