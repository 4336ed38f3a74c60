/** Copy as desks file it, built from known parts: what is read must be those parts. Texts are our own. */
import * as fc from 'fast-check';

import { ARABIC, ENGLISH, FRENCH, type Language, PORTUGUESE } from './words.ts';
import { wrap } from './wrap.ts';

export type FiledCopy = {
  readonly text: string;
  readonly headline: string;
  readonly subheadlines: readonly string[];
  readonly slugline: string | undefined;
  readonly byline: string | undefined;
  readonly dateline: string | undefined;
  readonly place: string | undefined;
  readonly country: string | undefined;
  readonly agency: string | undefined;
  readonly filed: string | undefined;
  readonly marks: readonly string[];
  readonly body: readonly string[];
};

type Dateline = {
  readonly text: string;
  readonly place?: string;
  readonly country?: string;
  readonly agency?: string;
  readonly filed?: string;
};

const PLACES: readonly (readonly [string, string?])[] = [
  ['Tripoli, Libya', 'LY'],
  ['Gaborone, Botswana', 'BW'],
  ['New York, US', 'US'],
  ["N'Djamena, Chad", 'TD'],
  ['Port-au-Prince, Haiti', 'HT'],
  ['Dakar, Sénégal', 'SN'],
  ['Praia, Cabo Verde', 'CV'],
  ['NAIROBI, Kenya', 'KE'],
  ['BENGHAZI, Libya', 'LY'],
  ['Nouakchott'],
  ['LONDON'],
  ['DAMASCUS'],
  ['Addis Ababa'],
  ['Dar es Salaam, Tanzania', 'TZ'],
  ['Kinshasa, RD Congo', 'CD'],
  ['São Tomé', 'ST'],
  ['ABOARD THE AQUARIUS'],
];

const ARABIC_PLACES: readonly (readonly [string, string?])[] = [
  ['طرابلس، ليبيا', 'LY'],
  ['القاهرة'],
  ['بنغازي'],
  ['تونس', 'TN'],
];

const nameOf = (place: string): string => place.split(/[,،]/u)[0] ?? place;

const latinDateline = fc
  .record({
    place: fc.constantFrom(...PLACES),
    agency: fc.constantFrom('PANA', 'AFP', 'Reuters', 'AP', 'Xinhua', 'APS', 'GNA', 'dpa', 'EFE', 'TAP/PANA'),
    day: fc.constantFrom(
      undefined,
      undefined,
      'March 3',
      '10 juin 2021',
      'Aug 29, 2014',
      '16 fév',
      '26-FEB-1987',
      '12th March, 2021',
      '31.08.2016',
    ),
    dash: fc.constantFrom(' -', ' –', ' —', ' --', ' _', '.-', '-', ' - '),
    form: fc.constantFrom<'brackets' | 'comma' | 'bare' | 'strokes'>(
      'brackets',
      'brackets',
      'comma',
      'bare',
      'strokes',
    ),
  })
  .map(({ place: [place, country], agency, day, dash, form }): Dateline => {
    const date = day === undefined ? '' : `, ${day}`;
    const filed = day === undefined ? undefined : FULL_DATES[day];
    const where = {
      place: nameOf(place),
      ...(country !== undefined && { country }),
      ...(filed !== undefined && { filed }),
    };
    const [mark = ''] = agency.split('/');
    const forms: Readonly<Record<typeof form, Dateline>> = {
      brackets: { text: `${place}${date} (${agency})${dash}`.trim(), agency, ...where },
      comma: { text: `${place}${date}, (${agency})${dash}`.trim(), agency, ...where },
      strokes: { text: `${place}${date} /${mark}/${dash}`.trim(), agency: mark, ...where },
      bare:
        day === undefined
          ? { text: `${place} (${agency})${dash}`.trim(), agency, ...where }
          : { text: `${place}${date} -`, ...where },
    };
    return forms[form];
  });

const FULL_DATES: Readonly<Record<string, string>> = {
  '10 juin 2021': '2021-06-10',
  'Aug 29, 2014': '2014-08-29',
  '26-FEB-1987': '1987-02-26',
  '12th March, 2021': '2021-03-12',
  '31.08.2016': '2016-08-31',
};

const arabicDateline = fc
  .record({
    place: fc.constantFrom(...ARABIC_PLACES),
    agency: fc.constantFrom('بانا', 'رويترز', 'أ ف ب', 'الأنباء الليبية'),
    day: fc.constantFrom('', ' 4 نوفمبر 2024'),
  })
  .map(({ place: [place, country], agency, day }): Dateline => ({
    text: `${place}${day} (${agency}) -`,
    place: nameOf(place),
    agency,
    ...(country !== undefined && { country }),
    ...(day !== '' && { filed: '2024-11-04' }),
  }));

const MARKS: readonly (readonly [lines: readonly string[], prefix: string, kinds: readonly string[]])[] = [
  [[], '', []],
  [[], '', []],
  [[], '', []],
  [['URGENT'], '', ['urgent']],
  [['REFILE', '1ST LEAD'], '', ['refile', 'lead']],
  [[], 'UPDATE 2-', ['update']],
  [[], '(CORRECTED) - ', ['correction']],
  [[], 'RPT - ', ['repeat']],
  [['*** FLASH ***'], '', ['flash']],
];

const ENDS: readonly (readonly [text: string, filed?: string])[] = [
  [''],
  ['-0- PANA BY/IS/VAO 10June2021', '2021-06-10'],
  ['-0- PANA VAO 06 Sept. 2018', '2018-09-06'],
  ['Enditem'],
  ['=Lana=.'],
  ['(ENDS)'],
  ['-30-'],
  ['###'],
  ['REUTER'],
  ['ESF/MTN'],
  ['dpa wsz jln npr\n\n131137 GMT Nov 13', '2013-11-13'],
  ['GNA'],
];

type Layout = 'blank lines' | 'indents' | 'one line each' | 'wrapped' | 'wrapped with indents';

const LAYOUTS: Readonly<Record<Layout, (body: readonly string[], width: number) => string>> = {
  'blank lines': (body) => body.join('\n\n'),
  'one line each': (body) => body.join('\n'),
  indents: (body) => body.map((text) => `\t${text}`).join('\n'),
  wrapped: (body, width) => body.map((text) => wrap(text, width)).join('\n\n'),
  'wrapped with indents': (body, width) =>
    body.map((text) => wrap(`XXXX${text}`, width).replace('XXXX', '    ')).join('\n'),
};

const language = fc.oneof(
  { weight: 4, arbitrary: fc.constant([ENGLISH, latinDateline] as const) },
  { weight: 2, arbitrary: fc.constant([FRENCH, latinDateline] as const) },
  { weight: 1, arbitrary: fc.constant([PORTUGUESE, latinDateline] as const) },
  { weight: 1, arbitrary: fc.constant([ARABIC, arabicDateline] as const) },
);

export const filedCopy: fc.Arbitrary<FiledCopy> = language.chain(
  ([words, datelines]: readonly [Language, fc.Arbitrary<Dateline>]) =>
    fc
      .record({
        headline: fc.constantFrom(...words.headlines),
        subheadline: fc.option(fc.constantFrom(...words.subheadlines), { freq: 4 }),
        paragraphs: fc.shuffledSubarray([...words.paragraphs], { minLength: 2 }),
        dateline: fc.option(datelines, { freq: 8 }),
        agencyLine: fc.constantFrom('', '', 'Panafrican News Agency', 'Agence de Presse Sénégalaise'),
        slug: fc.constantFrom('', '', 'LIBYA-UN-TALKS', 'Germany-politics/', 'Switzerland/migration/UN/'),
        mark: fc.constantFrom(...MARKS),
        byline:
          words === ARABIC
            ? fc.constantFrom('', 'بقلم: أحمد علي')
            : fc.constantFrom(
                '',
                '',
                'By Aminata Diallo',
                'Par Mamadou Sène et Awa Ba',
                'By JANE SMITH and JOHN DOE',
                'Por João da Silva',
              ),
        end: fc.constantFrom(...ENDS),
        layout: fc.constantFrom<Layout>(
          'blank lines',
          'blank lines',
          'indents',
          'one line each',
          'wrapped',
          'wrapped with indents',
        ),
        width: fc.integer({ min: 60, max: 75 }),
        gap: fc.constantFrom('\n\n', '\n\n', '\n\n\n'),
        lineEnd: fc.constantFrom('\n', '\n', '\r\n', '\r'),
      })
      .map((parts) => built(parts)),
);

const LONGER = [
  'The talks had been put off three times since the summer because neither side would say who was to speak for it at the table, and where.',
  'A meeting of the four ministers in the capital of the neighbouring country brought the two sides together on the last day of the month.',
];

function built(parts: {
  headline: string;
  subheadline: string | null;
  paragraphs: readonly string[];
  dateline: Dateline | null;
  agencyLine: string;
  slug: string;
  mark: (typeof MARKS)[number];
  byline: string;
  end: (typeof ENDS)[number];
  layout: Layout;
  width: number;
  gap: string;
  lineEnd: string;
}): FiledCopy {
  const { dateline, mark, end, gap } = parts;
  // A file with a single broken line does not tell that it is wrapped.
  const isWrapped = parts.layout.startsWith('wrapped');
  const [first = '', ...more] = isWrapped ? [...parts.paragraphs, ...LONGER] : parts.paragraphs;
  const body = [dateline === null ? first : `${dateline.text} ${first}`, ...more];
  const head = [
    parts.agencyLine,
    parts.slug,
    ...mark[0],
    `${mark[1]}${parts.headline}`,
    ...(parts.subheadline === null ? [] : [`\n${parts.subheadline}`]),
    ...(parts.byline === '' ? [] : [`\n${parts.byline}`]),
  ].filter((line) => line !== '');
  const text = `${head.join('\n')}${gap}${LAYOUTS[parts.layout](body, parts.width)}\n${end[0] === '' ? '' : `\n${end[0]}\n`}`;
  return {
    text: text.replaceAll('\n', parts.lineEnd),
    headline: parts.headline,
    subheadlines: parts.subheadline === null ? [] : [parts.subheadline],
    slugline: parts.slug === '' ? undefined : parts.slug,
    byline: parts.byline === '' ? undefined : parts.byline,
    dateline: dateline?.text,
    place: dateline?.place,
    country: dateline?.country,
    agency: dateline?.agency,
    filed: end[1] ?? dateline?.filed,
    marks: mark[2],
    body,
  };
}
