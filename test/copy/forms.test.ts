/** Every form of copy, each with where it was met: head, marks, notes, ends, paragraphs. Datelines have a test of their own. */
import { describe, expect, it } from 'vitest';

import { read, storyIn, warningsOf } from './copy.ts';

const LEAD =
  'Tripoli, Libya (PANA) - The minister said on Thursday that the border would be closed until further notice.';
const NEXT = 'He gave no reason, and no journalist who had come to the ministry was allowed to ask for one.';
const BODY = `${LEAD}\n\n${NEXT}`;

/** Parts of the head, as they are when nothing else is said. */
const PLAIN = {
  headline: 'Border closed',
  subheadlines: undefined,
  slugline: undefined,
  byline: undefined,
  agencyLine: undefined,
  edNote: undefined,
  marks: '',
};

function headOf(text: string) {
  const reading = read(text);
  const { headline, subheadlines, slugline, byline, agencyLine, edNote, body } = storyIn(reading);
  const marks = reading.ok ? reading.marks.map(({ kind, number }) => `${kind}${number ?? ''}`).join(' ') : '';
  return { headline, subheadlines, slugline, byline, agencyLine, edNote, marks, body };
}

describe('the head of copy', () => {
  it.each<[source: string, head: string, parts: Partial<typeof PLAIN> | object]>([
    ['PANA', 'Panafrican News Agency\n\nBorder closed', { agencyLine: 'Panafrican News Agency' }],
    ['no agency line: dpa, Reuters', 'Border closed', {}],
    ['APS', 'LIBYE-SECURITE / Border closed', { slugline: 'LIBYE-SECURITE' }],
    ['APS, on a line of its own', 'LIBYE-SECURITE\n\nBorder closed', { slugline: 'LIBYE-SECURITE' }],
    ['dpa', 'Libya-border/\nBorder closed', { slugline: 'Libya-border/' }],
    ['dpa, three words', 'Libya/border/UN/\nBorder closed', { slugline: 'Libya/border/UN/' }],
    ['AFP', 'Libya-unrest-border\nBorder closed', { slugline: 'Libya-unrest-border' }],
    [
      'AP',
      'BC-LY--Border Closed, 1st Ld-Writethru,127\nBorder closed',
      { slugline: 'BC-LY--Border Closed', marks: 'lead1' },
    ],
    ['Reuters', 'LIBYA-BORDER/ (UPDATE 1, PIX)\nBorder closed', { slugline: 'LIBYA-BORDER/', marks: 'update1' }],
    ['Reuters', 'UPDATE 2-Border closed', { marks: 'update2' }],
    ['Reuters', 'CORRECTED - Border closed', { marks: 'correction' }],
    ['Reuters', '(CORRECTED) - Border closed', { marks: 'correction' }],
    ['Reuters', 'CORRECTED-UPDATE 1-Border closed', { marks: 'correction update1' }],
    ['Reuters', 'RPT - Border closed', { marks: 'repeat' }],
    ['Reuters', 'Border closed (RPT)', { marks: 'repeat' }],
    ['Reuters', 'REFILE-Border closed', { marks: 'refile' }],
    ['dpa', 'REFILE\n1ST LEAD\nBorder closed', { marks: 'refile lead1' }],
    ['dpa', 'EXTRA\nBorder closed =', { marks: 'urgent' }],
    ['Yonhap', '(2nd LD) Border closed', { marks: 'lead2' }],
    ['AFP', 'URGENT\n\nBorder closed', { marks: 'urgent' }],
    ['AFP', 'ALERT: Border closed', { marks: 'alert' }],
    ['AP', 'BULLETIN\nBorder closed', { marks: 'bulletin' }],
    ['wires in general', '*** FLASH ***\n\nBorder closed', { marks: 'flash' }],
    ['in French', 'RECTIFICATIF\n\nBorder closed', { marks: 'correction' }],
    ['in Portuguese', 'CORREÇÃO - Border closed', { marks: 'correction' }],
    ['in Arabic', 'عاجل\n\nBorder closed', { marks: 'urgent' }],
    ['dpa', 'KILL KILL KILL\n\nBorder closed', { marks: 'kill' }],
    ['AP', 'BULLETIN KILL\n\nBorder closed', { marks: 'kill' }],
    ['Reuters', 'STORY WITHDRAWN\n\nBorder closed', { marks: 'kill' }],
    ['in French', 'ANNULATION - Border closed', { marks: 'kill' }],
    ['dpa', 'HOLD HOLD HOLD\nBorder closed', { marks: 'hold' }],
    ['AP', '2nd Take\nBorder closed', { marks: 'take2' }],
    ['AP', '1st Add\n\nBorder closed', { marks: 'add1' }],
    ['AP, two', 'Border closed\n\nNo word on when it opens', { subheadlines: ['No word on when it opens'] }],
    [
      'dpa, up to four lines',
      'Border closed\n\nNo word on when it opens\n\nTraders count losses',
      { subheadlines: ['No word on when it opens', 'Traders count losses'] },
    ],
    [
      'two of one line each, the same words',
      'Border closed\nLibya closes border to all but trucks',
      { subheadlines: ['Libya closes border to all but trucks'] },
    ],
    [
      'Reuters',
      'Border closed\n\n* No word on when it opens\n* Traders count losses',
      { subheadlines: ['No word on when it opens', 'Traders count losses'] },
    ],
    ['AP', 'Border closed\nBy PAUL BYRNE and ALMUDENA CALATRAVA', { byline: 'By PAUL BYRNE and ALMUDENA CALATRAVA' }],
    ['AP', 'Border closed\n\nBy CHARLES ODUM\nAP Sports Writer', { byline: 'By CHARLES ODUM, AP Sports Writer' }],
    ['Reuters', 'Border closed\n    By Lisa Vaughan, Reuters', { byline: 'By Lisa Vaughan, Reuters' }],
    ['dpa', 'Border closed\nBy dpa correspondents =', { byline: 'By dpa correspondents' }],
    ['APS', 'Border closed\n\nPar Souleymane Gano', { byline: 'Par Souleymane Gano' }],
    ['in Spanish', 'Border closed\n\nPor María José de la Cruz', { byline: 'Por María José de la Cruz' }],
    ['in Arabic', 'Border closed\n\nبقلم: أحمد علي', { byline: 'بقلم: أحمد علي' }],
    ['in French', 'Border closed\n\nDe notre correspondant', { byline: 'De notre correspondant' }],
    ['AP', 'Border closed\nEds: Updates. With AP Photos.', { edNote: 'Eds: Updates. With AP Photos.' }],
    ['AP', "EDITOR'S NOTE _ First of three\n\nBorder closed", { edNote: "EDITOR'S NOTE _ First of three" }],
    ['AP', 'Border closed\n\nAP Photo XNP101, XNP102', { edNote: 'AP Photo XNP101, XNP102' }],
    ['Reuters', 'Border closed\n\n(Adds reaction in paragraph 3)', { edNote: '(Adds reaction in paragraph 3)' }],
    [
      'Reuters, over two lines',
      'Border closed\n\n(Corrects the day in the first paragraph to\nThursday, not Friday)',
      { edNote: '(Corrects the day in the first paragraph to Thursday, not Friday)' },
    ],
    ['AFP', 'Border closed\n\nATTENTION - ajoute réaction', { edNote: 'ATTENTION - ajoute réaction' }],
    ['in Arabic', 'Border closed\n\nملاحظة للمحررين: تصحيح التاريخ', { edNote: 'ملاحظة للمحررين: تصحيح التاريخ' }],
    ['WAL', 'ليبيا / حدود / حكومة\n\nBorder closed', { slugline: 'ليبيا / حدود / حكومة' }],
    ['AFP, on the web', 'Border closed\n(AFP)', { agencyLine: '(AFP)' }],
    ['with a rule below', 'Border closed\n=============', {}],
    ['SUNA, in signs', '<<\nBorder closed\n>>', {}],
    ['GNA, byline first', 'By Salifu Abdul, GNA\n\nBorder closed', { byline: 'By Salifu Abdul, GNA' }],
    ['PANA’s pages, with a date below', 'Border closed\n\n25 august 2016 19:19:35', {}],
    [
      'two lines of one headline',
      'Libya closes\nits border with Chad',
      { headline: 'Libya closes its border with Chad' },
    ],
    [
      'two lines in capitals',
      'LIBYA CLOSES ALL OF ITS BORDER WITH CHAD AND NIGER FOR\nTHE TIME BEING',
      { headline: 'LIBYA CLOSES ALL OF ITS BORDER WITH CHAD AND NIGER FOR THE TIME BEING' },
    ],
    ['a place and a dash', 'LIBYA - Envoy arrives', { headline: 'LIBYA - Envoy arrives' }],
    ['a place and a dash', 'Tunis - Envoy arrives', { headline: 'Tunis - Envoy arrives' }],
    ['a headline with a stop', 'Border closed...', { headline: 'Border closed...' }],
    ['words that are marks elsewhere', 'Hold-up at bank', { headline: 'Hold-up at bank' }],
    ['words that are marks elsewhere', 'FLASH FLOODS KILL 20', { headline: 'FLASH FLOODS KILL 20' }],
    ['words that are marks elsewhere', 'KILL BILL SHOWN IN TUNIS', { headline: 'KILL BILL SHOWN IN TUNIS' }],
  ])('of %s: %j', (_source, head, parts) => {
    for (const gap of ['\n\n', '\r\n\r\n\r\n']) {
      const { body, ...got } = headOf(`${head.replaceAll('\n', gap.startsWith('\r') ? '\r\n' : '\n')}${gap}${BODY}\n`);
      expect(got).toMatchObject({ ...parts });
      if (!('headline' in parts)) expect(got.headline).toBe('Border closed');
      expect(body).toEqual([LEAD, NEXT]);
    }
  });

  it('says where each mark stood', () => {
    const reading = read(`REFILE\n\nUPDATE 2-Border closed\n\n${BODY}\n\nMORE\n`);
    expect(reading.ok && reading.marks).toEqual([
      { kind: 'refile', text: 'REFILE', at: 'line', line: 1 },
      { kind: 'update', text: 'UPDATE 2-', number: 2, at: 'headline', line: 3 },
      { kind: 'more', text: 'MORE', at: 'end', line: 9 },
    ]);
  });

  it('knows a kill that is asked for in a sentence', () => {
    const reading = read('Advisory to clients\n\nPlease kill the story slugged LIBYA-BORDER sent at 1200 GMT.\n');
    expect(reading.ok && reading.marks).toMatchObject([{ kind: 'kill', at: 'line', line: 3 }]);
  });

  it('takes a flash for its own text, and says so', () => {
    const reading = read('FLASH\n\nBorder closed\n\n-0- PANA BY/IS 10June2021\n');
    expect(storyIn(reading)).toMatchObject({ headline: 'Border closed', body: ['Border closed'], urgency: 1 });
    expect(warningsOf(reading)).toMatchObject([{ line: 3, message: expect.stringContaining('as in a flash') }]);
  });

  it('reads a date between headline and text', () => {
    expect(storyIn(read(`Border closed\n25 august 2016 19:19:35\n\n${BODY}`))).toMatchObject({
      filed: { date: '2016-08-25', time: '19:19:35' },
      body: [LEAD, NEXT],
    });
  });

  it('makes no headline of a list', () => {
    const list = 'Results of the marathon\n\nGold: Kenya\n\nSilver: Ethiopia\n\nBronze: Uganda\n';
    expect(headOf(list)).toMatchObject({ headline: 'Results of the marathon', subheadlines: undefined });
    expect(headOf(list).body).toHaveLength(3);
  });

  it('makes no headline of a first paragraph', () => {
    expect(headOf(`Border closed\n\nThe border is closed.\n\n${NEXT}`)).toMatchObject({ subheadlines: undefined });
  });
});

/** The paragraphs below a headline, each with its form. */
function formsOf(text: string): readonly (readonly [form: string, text: string])[] {
  const { body, forms } = storyIn(read(`Border closed\n\n${text}`));
  return body.map((paragraph, index) => [forms?.[index] ?? 'paragraph', paragraph]);
}

describe('the text of copy', () => {
  it.each([
    ['short lines in capitals', `${LEAD}\n\nBACKGROUND\n\n${NEXT}`, 'BACKGROUND'],
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
