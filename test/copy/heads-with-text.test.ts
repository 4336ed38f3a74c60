/** Where a headline ends and what stands below it begins: words that could be either. */
import { describe, expect, it } from 'vitest';

import { read, storyIn } from './copy.ts';

const LEAD =
  'Tripoli, Libya (PANA) - The minister said on Thursday that the border would be closed until further notice.';
const NEXT = 'He gave no reason, and no journalist who had come to the ministry was allowed to ask for one.';

function headOf(head: string, gap: string) {
  const story = storyIn(read(`${head}${gap}${LEAD}\n\n${NEXT}\n`));
  const { headline, subheadlines, slugline, byline, filed, edNote, dateline, body } = story;
  return { headline, subheadlines, slugline, byline, filed, edNote, dateline: dateline?.text, body };
}

const PLAIN = { subheadlines: undefined, slugline: undefined, byline: undefined, filed: undefined, edNote: undefined };

describe('a head', () => {
  it.each<[source: string, head: string, headline: string, parts?: Partial<Record<keyof typeof PLAIN, unknown>>]>([
    [
      'of one word on its last line',
      'UN: UNICEF REPORT SAYS 1.4 MILLION CHILDREN\nDISPLACED',
      'UN: UNICEF REPORT SAYS 1.4 MILLION CHILDREN DISPLACED',
    ],
    [
      'that ends with a place',
      'TUNISIA: PHOSPHATE EXPORTS RESUME VIA PORT OF\nSFAX',
      'TUNISIA: PHOSPHATE EXPORTS RESUME VIA PORT OF SFAX',
    ],
    [
      'that ends with a place and its country',
      'FLOODS DRIVE THOUSANDS FROM THEIR HOMES NEAR\nSEBHA, LIBYA',
      'FLOODS DRIVE THOUSANDS FROM THEIR HOMES NEAR SEBHA, LIBYA',
    ],
    [
      'whose last word could be a slug',
      'Le Roi adresse un message de félicitations au président du\nNiger',
      'Le Roi adresse un message de félicitations au président du Niger',
    ],
    [
      'that ends with a country and a dash',
      'AFRICAN UNION LIFTS SUSPENSION OF\nMALI - OFFICIAL',
      'AFRICAN UNION LIFTS SUSPENSION OF MALI - OFFICIAL',
    ],
    [
      'that says a name twice',
      'ZIMBABWE STILL SUPPORTS BOUTROS\nBOUTROS-GHALI',
      'ZIMBABWE STILL SUPPORTS BOUTROS BOUTROS-GHALI',
    ],
    [
      'that goes on with what could be a byline',
      'CÔTE D’IVOIRE: LA RÉSIDENCE D’UN SOUS-PRÉFET RAVAGÉE\nPAR UN INCENDIE À PRIKRO',
      'CÔTE D’IVOIRE: LA RÉSIDENCE D’UN SOUS-PRÉFET RAVAGÉE PAR UN INCENDIE À PRIKRO',
    ],
    [
      'in capitals that goes on with a small word',
      'DES RECOMMANDATIONS DU PRESIDENT POUR LA PREVENTION\nDES INCENDIES ET LA REGULATION DU SECTEUR DE LA BOULANGERIE',
      'DES RECOMMANDATIONS DU PRESIDENT POUR LA PREVENTION DES INCENDIES ET LA REGULATION DU SECTEUR DE LA BOULANGERIE',
    ],
    [
      'in Title Case, of one word on its last line',
      'OAU Secretary General Arrives In Lomé For Summit\nTalks',
      'OAU Secretary General Arrives In Lomé For Summit Talks',
    ],
    [
      'in capitals that ends like the name of an agency, above who wrote it',
      'AL-MAGBRI ELECTED CHAIRMAN OF THE AFRICAN AGENCY\n\nBy Paul Ejime',
      'AL-MAGBRI ELECTED CHAIRMAN OF THE AFRICAN AGENCY',
      { byline: 'By Paul Ejime' },
    ],
    [
      'that ends like the name of an agency, above who wrote it',
      'Minister Visits Space Agency\n\nBy Paul Ejime',
      'Minister Visits Space Agency',
      { byline: 'By Paul Ejime' },
    ],
    ['LANA’s, with a full stop', 'Minister meets French ambassador.', 'Minister meets French ambassador.'],
    [
      'LANA’s, on two lines',
      'MINISTER MEETS FRENCH AMBASSADOR TO\nLIBYA.',
      'MINISTER MEETS FRENCH AMBASSADOR TO LIBYA.',
    ],
    [
      'LANA’s, below the name of an agency',
      'Libyan News Agency\n\nMinister meets French ambassador .',
      'Minister meets French ambassador .',
    ],
    [
      'PANA’s of the nineties',
      '22 Nov 96 - Libya-United Nations\n\nLibya Still Supports Its Envoy',
      'Libya Still Supports Its Envoy',
      { slugline: 'Libya-United Nations', filed: { date: '1996-11-22' } },
    ],
    [
      'PANA’s of the nineties, of a feature',
      '07 Jul 96 - Feature: Gambia-Politics\n\nThe Gambia At A Crossroads\n\n>From Awa Ba; PANA Correspondent',
      'The Gambia At A Crossroads',
      {
        slugline: 'Feature: Gambia-Politics',
        filed: { date: '1996-07-07' },
        byline: 'From Awa Ba; PANA Correspondent',
      },
    ],
    [
      'PANA’s, whose correspondent writes from afar',
      'Libya closes border\nFrom Paul Ba, PANA Staff Correspondent',
      'Libya closes border',
      { byline: 'From Paul Ba, PANA Staff Correspondent' },
    ],
    [
      'of Reuters’ pages, whose stars stand below the byline',
      'Libya closes border\n\nBy Jane Doe\n\n* No word on when it opens\n\n* Traders count losses',
      'Libya closes border',
      { byline: 'By Jane Doe', subheadlines: ['No word on when it opens', 'Traders count losses'] },
    ],
    [
      'below a notice of rights',
      'Copyright 1996 Panafrican News Agency and Africa News\nService. All rights reserved. Material may not be\nredistributed. B.P. 4056,\nDakar, Senegal.\n\nLibya closes border',
      'Libya closes border',
      { edNote: expect.stringMatching(/^Copyright.*Senegal\.$/u) },
    ],
    [
      'below a line of place and date',
      'Panafrican News Agency\nDakar, 10 June 2021\nLibya closes border',
      'Libya closes border',
      { filed: { date: '2021-06-10' }, edNote: 'Dakar, 10 June 2021' },
    ],
    [
      'with the day of the week in short',
      'Libya closes border\nThu, 10 Jun 2021',
      'Libya closes border',
      { filed: { date: '2021-06-10' } },
    ],
    ['of a page of Portugal', 'Actualidade\n\nLibya closes border', 'Libya closes border', { edNote: 'Actualidade' }],
    ...[
      'PANA - Panafrican News Agency',
      'ANGOP - Agência Angola Press',
      'News Agency of Nigeria (NAN)',
      'South African Press Association',
      'Panafrican News Agency, Dakar',
      'Agence panafricaine d’information (PANA)',
    ].map((line): [string, string, string] => [
      'below the name of an agency',
      `${line}\n\nLibya closes border`,
      'Libya closes border',
    ]),
    ...['Paul Ejime, PANA Staff Correspondent', 'From Paul Ejime in Lagos'].map(
      (byline): [string, string, string, object] => [
        'with who wrote',
        `Libya closes border\n${byline}`,
        'Libya closes border',
        { byline },
      ],
    ),
    ['with a name alone', 'Libya closes border\n\nPaul Ejime', 'Libya closes border', { byline: 'Paul Ejime' }],
    ['with two cities', 'Libya closes border\n\nAddis Ababa', 'Libya closes border', { subheadlines: ['Addis Ababa'] }],
    ['that names an agency', 'Agence de presse en grève', 'Agence de presse en grève'],
    ['that names a correspondent', 'PANA correspondent released', 'PANA correspondent released'],
    ['that is a slug below', 'Libya closes border\n\nBorder', 'Libya closes border', { slugline: 'Border' }],
    [
      'that begins with a date',
      '12 January 2021 - The day that changed Tunis',
      '12 January 2021 - The day that changed Tunis',
    ],
    ['that begins with `From`', 'From Lagos to Dakar, the long road', 'From Lagos to Dakar, the long road'],
  ])('%s: %j', (_source, head, headline, parts) => {
    for (const gap of ['\n', '\n\n']) {
      expect(headOf(head, gap)).toEqual({
        ...PLAIN,
        ...parts,
        headline,
        dateline: 'Tripoli, Libya (PANA) -',
        body: [LEAD, NEXT],
      });
    }
  });

  it('in capitals does not lend its last word to a place that is a country too', () => {
    const text =
      'KUWAIT AMIR RECEIVES MESSAGE FROM SUDANESE\nLEADER\nKUWAIT, June 10 (KUNA) -- The Amir received it.\n';
    expect(storyIn(read(text))).toMatchObject({
      headline: 'KUWAIT AMIR RECEIVES MESSAGE FROM SUDANESE LEADER',
      dateline: { text: 'KUWAIT, June 10 (KUNA) --', place: { country: { code: 'KW' } } },
    });
  });

  it('leaves a dateline on a line of its own apart from a text of one sentence', () => {
    const dateline = 'الرياض 28 جمادى الأولى 1442 هـ الموافق 12 يناير 2021 م واس';
    const text = 'أعلن وزير الداخلية الليبي يوم الخميس إغلاق الحدود مع تشاد.';
    expect(storyIn(read(`إغلاق الحدود\n\n${dateline}\n${text}\n`)).body).toEqual([dateline, text]);
  });

  it('leaves stars below a byline in the text where no dateline follows', () => {
    const story = storyIn(read(`Libya closes border\n\nBy Jane Doe\n\n* Border is closed\n\n* No reason\n\n${NEXT}\n`));
    expect(story.body).toEqual(['* Border is closed', '* No reason', NEXT]);
  });
});
