/** Every form of the text of copy and of its end, each with where it was met. Datelines have a test of their own. */
import { describe, expect, it } from 'vitest';

import { read, storyIn, warningsOf } from './copy.ts';

const LEAD =
  'Tripoli, Libya (PANA) - The minister said on Thursday that the border would be closed until further notice.';
const NEXT = 'He gave no reason, and no journalist who had come to the ministry was allowed to ask for one.';
const BODY = `${LEAD}\n\n${NEXT}`;

/** The paragraphs below a headline, each with its form. */
function formsOf(text: string): readonly (readonly [form: string, text: string])[] {
  const { body, forms } = storyIn(read(`Border closed\n\n${text}`));
  return body.map((paragraph, index) => [forms?.[index] ?? 'paragraph', paragraph]);
}

describe('the text of copy', () => {
  it.each([
    ['short lines in capitals', `${LEAD}\n\nBACKGROUND\n\n${NEXT}`, 'BACKGROUND'],
    ['questions in capitals', `${LEAD}\n\nET LE TOURISME ?\n\n${NEXT}`, 'ET LE TOURISME ?'],
    ['the AFP’s dashes', `${LEAD}\n\n- "Historic" -\n\n${NEXT}`, '- "Historic" -'],
    ['a line of hyphens below', `${LEAD}\n\nHow it began\n------------\n\n${NEXT}`, 'How it began'],
    ['AP’s indents', `\t   ${LEAD}\n\t   UP NEXT\n\t   ${NEXT}`, 'UP NEXT'],
  ])('has headings by %s', (_name, text, heading) => {
    expect(formsOf(text)).toEqual([
      ['paragraph', LEAD],
      ['subhead', heading],
      ['paragraph', NEXT],
    ]);
  });

  it('has no headings where all of it is in capitals', () => {
    const texts = ['TRIPOLI (PANA) - THE BORDER IS CLOSED.', 'NO REASON WAS GIVEN', 'IT WAS CLOSED BEFORE.'];
    expect(formsOf(texts.join('\n\n')).map(([form]) => form)).toEqual(['paragraph', 'paragraph', 'paragraph']);
  });

  it.each([
    ['blanks', 'Country      Cases    Deaths\nNigeria      1,200        14\nGhana          900         3'],
    ['dots', 'Gold....... 1,200 dlrs\nSilver..... 14 dlrs\nCopper..... 3 dlrs'],
    ['a margin', 'W   L   Pct\nTampa Bay 73  52  .584\nOakland 71  52  .577'],
  ])('keeps a table set with %s as it is', (_name, table) => {
    expect(formsOf(`${LEAD}\n\n${table}\n\n${NEXT}`)).toEqual([
      ['paragraph', LEAD],
      ['preformatted', table],
      ['paragraph', NEXT],
    ]);
  });

  it('keeps a table within wrapped text', () => {
    const lead = `    ${LEAD.slice(0, 62).trimEnd()}\n${LEAD.slice(62).trim()}`;
    const text = `${lead}\n                 Feb     Mar\n    Sunflower   15.0    16.0\n    Soybean      1.0     2.0\n    He left.\n`;
    expect(formsOf(text)).toEqual([
      ['paragraph', LEAD],
      ['preformatted', '             Feb     Mar\nSunflower   15.0    16.0\nSoybean      1.0     2.0'],
      ['paragraph', 'He left.'],
    ]);
  });

  it('takes no sentence with doubled blanks for a table', () => {
    const text = 'It  rains.  It will rain  tomorrow.\nIt  rained.  It  rains again.';
    expect(formsOf(text).map(([form]) => form)).toEqual(['paragraph', 'paragraph']);
  });

  it('puts a dateline on a line of its own before the text below it', () => {
    expect(formsOf('    SEATTLE, March 2 -\n    Qtly div 25 cts vs 25 cts\n    Pay April 24\n Reuter\n')).toEqual([
      ['paragraph', 'SEATTLE, March 2 - Qtly div 25 cts vs 25 cts'],
      ['paragraph', 'Pay April 24'],
    ]);
  });
});

describe('a dateline broken over two lines', () => {
  const STORY = LEAD.slice('Tripoli, Libya (PANA) - '.length);

  it.each([
    ['Tripoli, Libya\n(PANA) -', 'Tripoli', 'LY'],
    ['Dar es Salaam, Tanzania (PANA)\n-', 'Dar es Salaam', 'TZ'],
    ['Dar es Salaam,\nTanzania (PANA) -', 'Dar es Salaam', 'TZ'],
    ['Dar es Salaam, Tanzania, 12\nJune 2021 (PANA) -', 'Dar es Salaam', 'TZ'],
    ['São Tomé\n(PANA) -', 'São Tomé', 'ST'],
  ])('is one: %j', (dateline, city, country) => {
    const whole = dateline.replace('\n', ' ');
    for (const gap of ['\n\n', '\n']) {
      const story = storyIn(read(`Border closed${gap}${dateline} ${STORY}${gap}${NEXT}\n`));
      expect(story).toMatchObject({ headline: 'Border closed', dateline: { text: whole, agency: 'PANA' } });
      expect(story.dateline?.place?.name).toBe(city);
      expect(story.dateline?.place?.country?.code).toBe(country);
      expect(story.body).toEqual([`${whole} ${STORY}`, NEXT]);
    }
  });

  it('does not begin with a name above it', () => {
    const story = storyIn(read(`Border closed\nJane Doe\nTRIPOLI, LIBYA - ${STORY}\n`));
    expect(story.dateline?.text).toBe('TRIPOLI, LIBYA -');
  });
});

describe('the end of copy', () => {
  it.each<[source: string, end: string, agency: string | undefined, initials: readonly string[], date?: string]>([
    ['PANA', '\n-0- PANA BY/IS/VAO 10June2021', 'PANA', ['BY', 'IS', 'VAO'], '2021-06-10'],
    ['PANA', '\n-0- PANA VAO 06 Sept. 2018', 'PANA', ['VAO'], '2018-09-06'],
    ['PANA', '\n-0- PANA VAO 03 may 2004 12:01:00', 'PANA', ['VAO'], '2004-05-03'],
    ['PANA, on the last line', ' -0- PANA BY/IS 10June2021', 'PANA', ['BY', 'IS'], '2021-06-10'],
    ['Reuters', '\n REUTER', 'REUTER', []],
    ['Reuters, glued', '\n Reuter4', 'Reuter', []],
    ['Xinhua', ' Enditem', undefined, []],
    ['Xinhua', '\n\nEnditem', undefined, []],
    ['Lana', '\n=Lana=.', 'Lana', []],
    ['Lana, on the last line', ' =Lana=.', 'Lana', []],
    ['press releases', '\n\nENDS', undefined, []],
    ['press releases', '\n\n-ENDS-', undefined, []],
    ['press releases', '\n(ENDS)', undefined, []],
    ['newspapers', '\n-30-', undefined, []],
    ['newspapers', '\n\n###', undefined, []],
    ['in French', '\n\nFIN', undefined, []],
    ['Lusa', '\n\nMPE // JH\n\nLusa/Fim', 'Lusa', ['MPE', 'JH']],
    ['APS', '\nESF/MTN', undefined, ['ESF', 'MTN']],
    ['AFP', '\n\naye/hkb/jms', undefined, ['aye', 'hkb', 'jms']],
    ['SANA', '\n\nRafah al-Allouni/ Ruaa al-jazaeri', undefined, []],
    ['AP', '\n\nAP-WF-11-13-13 1509GMT<', 'AP', [], '2013-11-13'],
    ['AP, American time', '\nAP-NY-06-10-21 0915EDT', 'AP', [], '2021-06-10'],
    ['dpa', '\n\ndpa wsz jln npr\n\n131137 GMT Nov 13', 'dpa', ['wsz', 'jln', 'npr'], '2013-11-13'],
    ['GNA', '\nGNA', 'GNA', []],
    ['GNA, on the last line', ' GNA', 'GNA', []],
    ['NAN', ' (NAN)', 'NAN', []],
    ['Bernama', '\n-- BERNAMA', 'BERNAMA', []],
    ['ACP, on the last line', ' ACP/Kayu/Wet', 'ACP', ['Kayu', 'Wet']],
    ['ANG', '\n\nANG/LPG/ÂC//SG', 'ANG', ['LPG', 'ÂC', 'SG']],
    ['NAN, with its address', '(NAN)(www.nannews.ng)', 'NAN', []],
    ['New Ziana', '\nNew Ziana', 'New Ziana', []],
    ['WAL', '\n\n...( وال )...', 'وال', []],
    ['KUNA', ' (النهاية)\nس م / م ع', undefined, ['سم', 'مع']],
    ['PTI', '\nPTI KND NSD', 'PTI', ['KND', 'NSD']],
    ['telex', '\n\nNNNN', undefined, []],
    ['in Arabic', '\n\nانتهى', undefined, []],
  ])('of %s: %j', (_source, end, agency, initials, date) => {
    const story = storyIn(read(`Border closed\n\n${BODY}${end}\n`));
    expect(story.body).toEqual([LEAD, NEXT]);
    expect(story.signOff?.agency).toBe(agency);
    expect(story.signOff?.initials ?? []).toEqual(initials);
    expect(story.filed?.date).toBe(date);
  });

  it.each(['MORE', 'more', '(MORE)', '-more-', '(to be continued)', '(à suivre)', 'يتبع'])('of a take: %s', (end) => {
    const reading = read(`Border closed\n\n${BODY}\n\n${end}\n`);
    expect(storyIn(reading).body).toEqual([LEAD, NEXT]);
    expect(reading.ok && reading.marks.map(({ kind }) => kind)).toEqual(['more']);
  });

  it('keeps what stands below an end mark from print, and says so', () => {
    const reading = read(`Border closed\n\n${BODY}\n\nENDS\n\nNotes to editors\nCall Mr. Ba.\n`);
    expect(storyIn(reading)).toMatchObject({ body: [LEAD, NEXT], edNote: 'Notes to editors\nCall Mr. Ba.' });
    expect(warningsOf(reading)).toMatchObject([{ line: 9, message: expect.stringContaining('below the end mark') }]);
  });

  it.each(['# dpa-Notebook', '## dpa NOTEBOOK', '# dpa-Notizblock'])(
    'keeps from print what stands below %s',
    (line) => {
      const story = storyIn(read(`Border closed\n\n${BODY}\n\n${line}\n## Internet\n- [A](https://dpaq.de/abc)\n`));
      expect(story.edNote).toBe(`${line}\n## Internet\n- [A](https://dpaq.de/abc)`);
    },
  );

  it('keeps the notebook of dpa from print', () => {
    const text = `Border closed\n\n${BODY}\n\n# Notebook\n\n## Note to editors\n- adds figures\n\n* * * *\nThe following information is not intended for publication\n\n## Editorial contacts\n- Tel: 1\n\ndpa al rmo\n\n212322 GMT Nov 18\n`;
    const story = storyIn(read(text));
    expect(story.body).toEqual([LEAD, NEXT]);
    expect(story.edNote).toMatch(/^# Notebook\n## Note to editors\n- adds figures[^]*Tel: 1$/);
    expect(story.signOff).toMatchObject({ agency: 'dpa', initials: ['al', 'rmo'] });
  });

  it('takes a correction in brackets below the text for a note', () => {
    const story = storyIn(read(`Border closed\n\n${BODY}\n\n(Corrects the figure in item of Feb 25)\n`));
    expect(story).toMatchObject({ body: [LEAD, NEXT], edNote: '(Corrects the figure in item of Feb 25)' });
  });

  it.each(['Reuters.', 'AP', 'AFP.', 'map was out.', 'tap.', 'ANC/DA', 'end', 'more'])(
    'leaves the last line of a wrapped sentence alone: %s',
    (last) => {
      const wrapped =
        'The minister said on Thursday that nobody had told him, and that\nthe day was over when he heard of it from a man who works for the';
      expect(storyIn(read(`Border closed\n\n${wrapped}\n${last}\n`)).body.join(' ')).toMatch(
        new RegExp(`the ${last}$`),
      );
    },
  );

  it('leaves the last words of a story alone', () => {
    for (const last of [
      'He works for AFP.',
      'He spoke to Reuters.',
      'That was all (AP reported).',
      'He named ANC/DA',
    ]) {
      expect(storyIn(read(`Border closed\n\n${LEAD}\n\n${last}\n`)).body).toEqual([LEAD, last]);
    }
  });
});
