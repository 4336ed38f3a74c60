/**
 * One story in the dresses in which desks, terminals and mail send it: each with the same headline, dateline and
 * paragraphs. Texts are our own.
 */
import { describe, expect, it } from 'vitest';

import { read, storyIn } from './copy.ts';
import { wrap } from './wrap.ts';

type Dressed = {
  readonly headline: string;
  readonly place: string;
  readonly country?: string;
  readonly agency?: string;
  readonly paragraphs: readonly string[];
  readonly end?: string;
};

/** By whose style they are of. */
const STORIES: Readonly<Record<string, Dressed>> = {
  PANA: {
    headline: 'Nigeria: Displaced persons in Maiduguri protest conditions in camps',
    place: 'Abuja',
    country: 'NG',
    agency: 'PANA',
    paragraphs: [
      'Abuja, Nigeria (PANA) – Hundreds of displaced persons in Maiduguri took to the streets on Thursday to protest against hunger and thirst in their camps.',
      'The protesters, most of them women and children, blocked the road to Kano for two hours, shouting: "We want food, we want water!"',
      '"We have not been fed for three days," said Falmata Bukar, a mother of seven who fled from Bama in 2014.',
      'Governor Musa, who came to the camp later in the day, promised to look into the matter with the help of the U.N. and of Gen. Ba.',
    ],
    end: '-0- PANA MON/VAO 25Aug2016',
  },
  'PANA in French': {
    headline: 'Le Conseil présidentiel voit dans l’attaque d’Abou Grein une extension de l’agression',
    place: 'Tripoli',
    country: 'LY',
    agency: 'PANA',
    paragraphs: [
      'Tripoli, Libye (PANA) - Le Conseil présidentiel a estimé que l’attaque menée vendredi contre la localité d’Abou Grein est l’annonce d’une extension du conflit.',
      'Dans une déclaration publiée samedi, le Conseil a appelé la mission des Nations unies en Libye à assumer ses responsabilités.',
      'L’opération a fait 11 morts et 8 blessés, selon un bilan provisoire établi par l’hôpital de la ville.',
    ],
    end: '-0- PANA BY/IS/SOC 25jan2020',
  },
  'AFP, with headings': {
    headline: 'At least 12 Malian soldiers killed in ambush near the border',
    place: 'Bamako',
    agency: 'AFP',
    paragraphs: [
      'Bamako, June 12, 2019 (AFP) - At least a dozen Malian troops were killed in an ambush in the north of the country, government sources said.',
      '- Airstrikes -',
      'The army said it had called in air support after the attack, which took place at around six in the morning near the village.',
    ],
    end: 'sd/mrb/txw',
  },
  'LANA, whose headlines end with a full stop': {
    headline: 'Foreign Minister meets the French ambassador to Libya.',
    place: 'Tripoli',
    agency: 'Lana',
    paragraphs: [
      'Tripoli, 17 June 2021 (Lana) - The Foreign Minister met on Wednesday the ambassador of France and the delegation that came with her.',
      'They discussed the preparations for the conference in Berlin, and ways of working together in many fields.',
    ],
    end: '=Lana=',
  },
  'PANA, of a match': {
    headline: 'Football/CAN 2021 : le Sénégal, premier qualifié pour les quarts de finale',
    place: 'Yaoundé',
    country: 'CM',
    agency: 'PANA',
    paragraphs: [
      'Yaoundé, Cameroun (PANA) - Le Sénégal est devenu, mardi, le premier pays qualifié pour les quarts de finale de la Coupe d’Afrique en battant le Cap-Vert (2-0).',
      'Sadio Mané a ouvert le score à la 63ème minute avant de céder sa place, victime d’un choc avec le gardien.',
      'Le Maroc affronte mercredi le Malawi, et le vainqueur jouera contre la Côte d’Ivoire ou contre l’Egypte.',
    ],
    end: '-0- PANA AR/TBM 25jan2022',
  },
  'two sentences': {
    headline: 'Kuwait Amir receives message from Sudanese leader',
    place: 'KUWAIT',
    country: 'KW',
    agency: 'KUNA',
    paragraphs: [
      'KUWAIT, June 10 (KUNA) -- His Highness the Amir received on Thursday a message from the leader of Sudan, which the foreign minister brought.',
      'The message dealt with the relations of the two countries and with what they do for the peace of the region.',
    ],
  },
};

type Layout = readonly [name: string, body: (paragraphs: readonly string[]) => string, gap: string];

const wrapped = (paragraphs: readonly string[], width: number, indent = ''): readonly string[] =>
  paragraphs.map((text) => wrap(`${indent.replaceAll(/./gu, 'X')}${text}`, width).replace(/^X*/u, indent));

const LAYOUTS: readonly Layout[] = [
  ['blank lines', (body) => body.join('\n\n'), '\n\n'],
  ['a line each', (body) => body.join('\n'), '\n\n'],
  ['a line each, the headline too', (body) => body.join('\n'), '\n'],
  ['tabs', (body) => body.map((text) => `\t${text}`).join('\n'), '\n\n'],
  ['65 columns and blank lines', (body) => wrapped(body, 65).join('\n\n'), '\n\n'],
  ['65 columns set in', (body) => wrapped(body, 65, '    ').join('\n'), '\n\n'],
  ['65 columns and nothing else', (body) => wrapped(body, 65).join('\n'), '\n\n'],
  ['72 columns below the headline', (body) => wrapped(body, 72).join('\n'), '\n'],
  [
    '78 columns broken anew at 68',
    (body) =>
      wrapped(body, 78)
        .map((text) =>
          text
            .split('\n')
            .map((line) => wrap(line, 68))
            .join('\n'),
        )
        .join('\n\n'),
    '\n\n',
  ],
  [
    'a margin',
    (body) =>
      wrapped(body, 65)
        .join('\n\n')
        .replaceAll(/^(?=.)/gmu, '      '),
    '\n\n',
  ],
];

const HEADLINES: Readonly<Record<string, (headline: string) => string>> = {
  'as it is': (headline) => headline,
  'in capitals': (headline) => headline.toUpperCase(),
  'in capitals on two lines': (headline) => wrap(headline.toUpperCase(), 45),
};

describe.each(Object.entries(STORIES))('copy of %s', (_who, { headline, place, country, agency, paragraphs, end }) => {
  describe.each(Object.entries(HEADLINES))('with its headline %s', (_how, dress) => {
    it.each(LAYOUTS)('and its paragraphs by %s', (name, layout, gap) => {
      const dressed = dress(headline);
      const text = [dressed, layout(paragraphs)].join(gap) + (end === undefined ? '' : `\n\n${end}`);
      const isWrapped = name.startsWith('65 columns and blank lines');
      // CR CR LF is one line end, two line ends are double spacing.
      for (const lineEnd of ['\n', '\r\n', '\r', '\r\r\n', ...(isWrapped ? ['\n\n'] : [])]) {
        const story = storyIn(read(`${text.replaceAll('\n', lineEnd)}${lineEnd}`));
        expect(story.headline).toBe(dressed.replaceAll('\n', ' '));
        expect(story.body).toEqual(paragraphs);
        expect(story.dateline?.place?.name).toBe(place);
        expect(story.dateline?.place?.country?.code).toBe(country);
        expect(story.dateline?.agency).toBe(agency);
        expect([story.subheadlines, story.slugline, story.edNote]).toEqual([undefined, undefined, undefined]);
      }
    });
  });
});
