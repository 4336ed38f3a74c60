import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { blocksOf, singleSpaced } from '../../src/copy/blocks.ts';
import { linesOf, numberedLines, placeAt } from '../../src/copy/lines.ts';
import { type Paragraph, paragraphsOf, unwrap } from '../../src/copy/paragraphs.ts';
import { layoutOf } from '../../src/copy/wrapping.ts';
import { wrap } from './wrap.ts';

/** Those of the body: a headline is put above it. */
const formedIn = (text: string): readonly Paragraph[] => {
  const blocks = blocksOf(singleSpaced(numberedLines(linesOf(`Rain expected\n\n${text}`))));
  return paragraphsOf(blocks.slice(1), layoutOf(blocks));
};

const paragraphsIn = (text: string): readonly string[] => formedIn(text).map((paragraph) => paragraph.text);

const LONG =
  'The Council of Ministers met on Thursday in the capital and adopted the budget of the coming year, which had been late for months.';
const OTHER =
  'Members of the opposition left the room before the vote and said that nobody had shown them the figures.';

describe('linesOf', () => {
  it('ends a line at LF, CRLF, CR and NEL, also mixed', () => {
    expect(linesOf('a\nb\r\nc\rd\u0085e\n\r\nf')).toEqual(['a', 'b', 'c', 'd', 'e', '', 'f']);
  });

  it('says where an index lies', () => {
    expect(placeAt('ab\r\ncd', 5)).toEqual({ line: 2, column: 2 });
    expect(placeAt('ab', 0)).toEqual({ line: 1, column: 1 });
  });
});

describe('blocksOf', () => {
  it('separates at blank lines, which may hold blanks, and counts from the first line of the text', () => {
    expect(blocksOf(numberedLines(['', 'a', 'b', ' \t', '', 'c'], 5))).toEqual([
      { lines: numberedLines(['a', 'b'], 6) },
      { lines: numberedLines(['c'], 10) },
    ]);
  });
});

describe('paragraphs', () => {
  it('are what stands between blank lines', () => {
    expect(paragraphsIn(`${LONG}\n\n\n${OTHER}\n`)).toEqual([LONG, OTHER]);
  });

  it('are single lines where no blank line separates them', () => {
    expect(paragraphsIn(`${LONG}\n${OTHER}\nShort one.`)).toEqual([LONG, OTHER, 'Short one.']);
  });

  it.each([60, 65, 72, 75])('are joined again where the whole file is wrapped at %i columns', (width) => {
    expect(paragraphsIn(`${wrap(LONG, width)}\n\n${wrap(OTHER, width)}`)).toEqual([LONG, OTHER]);
  });

  it.each(['\t', '    '])('begin at lines set in by %j in wrapped copy without blank lines', (indent) => {
    expect(paragraphsIn(`${indent}${wrap(LONG, 65)}\n${indent}${wrap(OTHER, 65)}`)).toEqual([LONG, OTHER]);
  });

  it('are joined where a person broke the lines, somewhere before the margin', () => {
    const lines = [
      'The Council met on Thursday in the capital and',
      'adopted the budget of the coming year, which had',
      'been late for months, and nobody',
      'could say why.',
    ];
    expect(paragraphsIn(lines.join('\n'))).toEqual([lines.join(' ')]);
  });

  it('are joined at a word that ends no sentence, though nothing else is wrapped', () => {
    const text = 'O Conselho de Ministros aprovou hoje, numa sessão em\nMaputo, o plano.';
    expect(paragraphsIn(`${text}\n\nNada mais.`)).toEqual([text.replace('\n', ' '), 'Nada mais.']);
  });

  it('are joined between an abbreviation and its number', () => {
    const one = wrap(LONG, 71);
    const two = [
      "Son rival Didier Ratsiraka, qui s'est replié à Toamasina avec ses",
      'ministres, conteste toujours les résultats du scrutin du 16 déc.',
      "2001, que l'OUA refuse de reconnaître.",
    ];
    expect(paragraphsIn([one, ...two].join('\n'))).toEqual([LONG, two.join(' ')]);
  });

  it('are joined where the only broken line is as wide as agencies wrap and has no sign at its end', () => {
    const text = 'Results of matches played on Sunday in the finals of the 32nd\nAfrica Cup of Nations:';
    expect(paragraphsIn(`${text}\n\nMali 2, Angola 1`)[0]).toBe(text.replace('\n', ' '));
    const item = '- The House of Representatives remains the only parliament';
    expect(paragraphsIn(`${item}\nThe next step is a vote.`)).toEqual([item, 'The next step is a vote.']);
  });

  it('are joined around a list whose items are short', () => {
    const list = ['- peace;', '- rice;', '- rain in the north and the south.'];
    expect(paragraphsIn([wrap(LONG, 65), list.join('\n\n'), wrap(OTHER, 65)].join('\n\n'))).toEqual([
      LONG,
      ...list,
      OTHER,
    ]);
    expect(paragraphsIn([wrap(LONG, 65), ...list, wrap(OTHER, 65)].join('\n\n'))).toEqual([LONG, ...list, OTHER]);
  });

  it('of copy in capitals do not end at a short line of capitals', () => {
    expect(paragraphsIn([LONG, OTHER].map((text) => wrap(text.toUpperCase(), 60)).join('\n\n'))).toEqual([
      LONG.toUpperCase(),
      OTHER.toUpperCase(),
    ]);
  });

  it('are not divided by a margin that every line has', () => {
    const text = `${wrap(LONG, 65)}\n\n${wrap(OTHER, 65)}`;
    const indented = text.replaceAll(/^(?=.)/gm, '     ');
    const blocks = blocksOf(numberedLines(linesOf(`     Rain expected\n\n${indented}`)));
    expect(paragraphsOf(blocks.slice(1), layoutOf(blocks))).toHaveLength(2);
  });

  // Each is full on its last line at some width, so that no room tells its end.
  it.each([58, 66, 67, 68, 69, 70])('of one sentence each end with it, even on a full line of %i columns', (width) => {
    const others = [
      'He gave no reason for it, and nobody in the room asked him for one, although the figures were known.',
      'The session of the parliament, which opened in the first days of March, will go on until the end of next week.',
      '"We are not here to talk," said a member of the opposition from Kano, who has held his seat since 1999.',
      'The army said that Gen. Musa left for the airport in the evening with all of his officers and their families.',
      'Prices of rice and oil have risen by a third since January, according to traders at the market of Ouando.',
      'The bank said in its report that growth would reach 4.5 percent in 2021 - half a point more than it had forecast.',
    ];
    expect(paragraphsIn([LONG, OTHER, ...others].map((text) => wrap(text, width)).join('\n'))).toEqual([
      LONG,
      OTHER,
      ...others,
    ]);
  });

  it('of several sentences do not end at one that fills its line', () => {
    const first = `The Council met on Thursday. It adopted the budget, said Gen. Ba.`;
    const second = 'It had been late. Nobody had shown the figures to the members who left the room.';
    const text = [`${first} ${second}`, `${OTHER} They left. ${LONG}`, LONG, OTHER, LONG];
    expect(paragraphsIn(text.map((each) => wrap(each, first.length)).join('\n'))[0]).toBe(text[0]);
  });

  it('of a list stay a line each: its lines end before they are full', () => {
    const list = ['Gold: Kenya, in the women’s marathon on Sunday', 'Silver: Ethiopia', 'Bronze: Morocco and Uganda'];
    expect(paragraphsIn(list.join('\n'))).toEqual(list);
  });

  it('of one line each stay so beside a single block that looks wrapped', () => {
    const text = `${wrap(LONG, 65)}\n\n${OTHER.repeat(3)}\n\n${LONG}\n${OTHER}`;
    expect(paragraphsIn(text)).toContain(OTHER);
  });

  it('go on after an abbreviation that ends a line, where a small letter follows', () => {
    const text =
      'The secretary of state, who arrived in the evening, said that the U.S. could not meet all of its obligations.';
    const lines = `${wrap(text, 70)}\n\n${OTHER}`;
    expect(lines).toContain('U.S.\n');
    expect(paragraphsIn(lines)).toEqual([text, OTHER]);
  });

  it('go on with a dash that comes first on its line, though there is a list', () => {
    const text =
      'The report of the agency for children - which was called “Children on the move, children left” - says so:';
    const items = ['- 38 children of the south have died this year;', '- 1,200 are without a home.'];
    const lines = `${wrap(text, 94)}\n${items.join('\n')}\n\n${wrap(`${LONG} ${OTHER}`, 94)}`;
    expect(lines).toContain('\n- says so:');
    expect(paragraphsIn(lines)).toEqual([text, ...items, `${LONG} ${OTHER}`]);
  });

  it('of a list of results stay a line each in wrapped text', () => {
    const results = ['Burkina Faso - Gabon : 1-1 (7-6)', 'Nigeria - Tunisie : 0-1', 'Guinée - Gambie : 0-1'];
    const text = `${wrap(LONG, 66)}\n${results.join('\n')}\n${wrap(OTHER, 66)}\n${wrap(LONG, 66)}`;
    expect(paragraphsIn(text)).toEqual([LONG, ...results, OTHER, LONG]);
  });

  it('of numbered items stay so, and what follows them begins anew', () => {
    const items = ['1. Ministre de la Défense : Awa Ba', '2. Ministre de la Santé : Aly Sow'];
    const text = `${wrap(LONG, 66)}\n${items.join('\n')}\n${wrap(OTHER, 66)}`;
    expect(paragraphsIn(text)).toEqual([LONG, ...items, OTHER]);
  });

  it('of headlines, of which none is a sentence, stay a line each', () => {
    const list = [
      'Rain is expected in the north of the country on Friday evening',
      'Council of Ministers adopts the budget',
      'Opposition walks out of the parliament just before the session',
    ];
    expect(paragraphsIn(list.join('\n'))).toEqual(list);
  });

  it('keep doubled blanks within a line', () => {
    expect(paragraphsIn('It  rains.')).toEqual(['It  rains.']);
  });

  it('come out of any wrapping as they went in', () => {
    const word = fc.stringMatching(/^[a-zA-Zàéüßليب]{1,12}$/);
    const paragraph = fc.array(word, { minLength: 40, maxLength: 80 }).map((words) => `${words.join(' ')}.`);
    fc.assert(
      fc.property(
        fc.array(paragraph, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 60, max: 75 }),
        (texts, width) => {
          expect(paragraphsIn(texts.map((text) => wrap(text, width)).join('\n\n'))).toEqual(texts);
        },
      ),
    );
  });
});

describe('unwrap', () => {
  it.each([
    [['Port-au-', 'Prince'], 'Port-au-Prince'],
    [['he said -', 'and left'], 'he said - and left'],
    [['a ', ' b', 'c'], 'a b c'],
  ])('joins %j', (lines, text) => {
    expect(unwrap(lines)).toBe(text);
  });
});
