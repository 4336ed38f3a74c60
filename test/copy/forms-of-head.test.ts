/** Every form of the head of copy, each with where it was met: slug lines, marks, headlines, bylines, notes. */
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
    [
      'a numbered mark without a comma',
      'LIBYA-BORDER 2nd Take\n\nBorder closed',
      { slugline: 'LIBYA-BORDER', marks: 'take2' },
    ],
    [
      'a numbered mark without a comma',
      'LIBYA-BORDER 2nd Ld\nBorder closed',
      { slugline: 'LIBYA-BORDER', marks: 'lead2' },
    ],
    ['no number, no mark', 'ANTI-TERROR ALERT', { headline: 'ANTI-TERROR ALERT' }],
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
    ['as a title', 'KILL NOTICE\n\nBorder closed', { marks: 'kill' }],
    ['in French', 'AVIS D’ANNULATION\n\nBorder closed', { marks: 'kill' }],
    ['in French', 'Avis de retrait :\n\nBorder closed', { marks: 'kill' }],
    ['in Portuguese', 'AVISO DE ANULAÇÃO\n\nBorder closed', { marks: 'kill' }],
    ['in Arabic', 'إشعار بسحب\n\nBorder closed', { marks: 'kill' }],
    ['as a title', 'HOLD NOTICE\n\nBorder closed', { marks: 'hold' }],
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
    ['a question', 'Border closed\n\nWill it open again?', { subheadlines: ['Will it open again?'] }],
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

  it('takes a mark for the headline where there is no other', () => {
    expect(headOf(`CORRECTION\n\n${BODY}`)).toMatchObject({
      headline: 'CORRECTION',
      marks: 'correction',
      body: [LEAD, NEXT],
    });
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

  it.each(['Nous sommes prêts, a dit le ministre.', '« Nous sommes prêts. »', '"It is late."', 'Was it late?'])(
    'makes no headline of a first paragraph: %s',
    (paragraph) => {
      expect(headOf(`Border closed\n\n${paragraph}\n\n${NEXT}`).body[0]).toBe(paragraph);
    },
  );

  it('makes no headline of a first paragraph', () => {
    expect(headOf(`Border closed\n\nThe border is closed.\n\n${NEXT}`)).toMatchObject({ subheadlines: undefined });
  });
});
