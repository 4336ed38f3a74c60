/** What web pages put above a text, where copy was taken from one. */
import { describe, expect, it } from 'vitest';

import { read, storyIn } from './copy.ts';

const LEAD =
  'Tripoli, Libya (PANA) - The minister said on Thursday that the border would be closed until further notice.';
const NEXT = 'He gave no reason, and no journalist who had come to the ministry was allowed to ask for one.';
const HEADLINE = 'Libya closes its border with Chad';

describe('the head of a page', () => {
  it.each<[source: string, head: string, parts: object]>([
    [
      'PANA, on its pages',
      `PANAPRESS\nPanafrican News Agency\n${HEADLINE}`,
      { agencyLine: 'PANAPRESS - Panafrican News Agency' },
    ],
    [
      'PANA, on its pages in French',
      `PANAPRESS\nAgence Panafricaine d'information\n\n${HEADLINE}`,
      { agencyLine: "PANAPRESS - Agence Panafricaine d'information" },
    ],
    [
      'PANA, on its pages in Arabic',
      `بانابرس\nوكالة أنباء عموم إفريقيا\n${HEADLINE}`,
      { agencyLine: 'بانابرس - وكالة أنباء عموم إفريقيا' },
    ],
    ['a page below its title', `${HEADLINE}\n\n${HEADLINE.toUpperCase()}`, { headline: HEADLINE }],
    ['a page on the next line', `${HEADLINE}\n${HEADLINE}`, { headline: HEADLINE }],
    [
      'a page below its date',
      `${HEADLINE}\n\n12 January 2021\n\n${HEADLINE}`,
      { headline: HEADLINE, filed: { date: '2021-01-12' } },
    ],
    [
      'APS, in a list of its stories',
      `  • LIBYA-BORDER / ${HEADLINE}\n\n    LIBYA-BORDER / ${HEADLINE}`,
      { slugline: 'LIBYA-BORDER', headline: HEADLINE },
    ],
    ['a list of stories', `• ${HEADLINE}`, { headline: HEADLINE }],
    ['buttons of a page', `${HEADLINE}\nShare\nTweet`, { edNote: 'Share\nTweet' }],
    ['buttons of a French page', `${HEADLINE}\n\nPartager | \nImprimer`, { edNote: 'Partager |\nImprimer' }],
    ['buttons of a page in Portuguese', `${HEADLINE}\n\nPartilhar no Facebook`, { edNote: 'Partilhar no Facebook' }],
    ['NAN, on the web', `${HEADLINE}\n\n178 total views today\n\nBy Jane Doe`, { byline: 'By Jane Doe' }],
    [
      'PANA, in its lists',
      `${HEADLINE}\n28 january 2023 - 05:15:33 - thread Politics (822 words)`,
      { filed: { date: '2023-01-28', time: '05:15:33' } },
    ],
    [
      'a French page that says how long',
      `Temps de lecture : 2 min\n${HEADLINE}`,
      { edNote: 'Temps de lecture : 2 min' },
    ],
    ['UN News', `12 January 2021\nHumanitarian Aid\n\n${HEADLINE}`, { edNote: 'Humanitarian Aid' }],
    ['PANA, by its threads', `Gender\n${HEADLINE}`, { edNote: 'Gender' }],
    [
      'MAP',
      `MAP - publié le Jeudi 19 Mars 2015 à 12:48\n\n${HEADLINE}`,
      { filed: { date: '2015-03-19', time: '12:48' } },
    ],
    ['Anadolu', `${HEADLINE}\nJane Doe   |12.01.2021\nJane Doe`, { byline: 'Jane Doe', filed: { date: '2021-01-12' } }],
    ['a name of two parts', `${HEADLINE}\n\nBy Jane Doe – Shikuku`, { byline: 'By Jane Doe – Shikuku' }],
    ['AIM, with its number', `1221E\n${HEADLINE}`, { edNote: '1221E' }],
    ['PANA on the telex, with its number', `ZCZC\nPANA 045\n${HEADLINE}`, { agencyLine: 'PANA 045' }],
    ['bold type', `**${HEADLINE}**`, { headline: HEADLINE }],
    ['a note in stars', `**Sound at www.example.org**\n\n${HEADLINE}`, { edNote: '**Sound at www.example.org**' }],
    [
      'IRIN',
      `${HEADLINE}\n\n[This report does not necessarily reflect the views of the United Nations]`,
      { edNote: '[This report does not necessarily reflect the views of the United Nations]' },
    ],
    [
      'AP, with a note between slug and headline',
      `BC-AF--Libya-Border,1st Ld-Writethru,500\nEds: Updates with comment. With AP Photos.\n${HEADLINE}`,
      { slugline: 'BC-AF--Libya-Border', edNote: 'Eds: Updates with comment. With AP Photos.' },
    ],
  ])('of %s', (_source, head, parts) => {
    const story = storyIn(read(`${head}\n\n${LEAD}\n\n${NEXT}\n`));
    expect(story).toMatchObject({ headline: HEADLINE, body: [LEAD, NEXT], ...parts });
    expect(story.subheadlines).toBeUndefined();
    if (!('slugline' in parts)) expect(story.slugline).toBeUndefined();
  });
});
