/** What agencies put below a text: who signed it, who helped, rights, pointers. Each with who files so. */
import { describe, expect, it } from 'vitest';

import { read, storyIn, warningsOf } from './copy.ts';

const LEAD =
  'Tripoli, Libya (PANA) - The minister said on Thursday that the border would be closed until further notice.';
const NEXT = 'He gave no reason, and no journalist who had come to the ministry was allowed to ask for one.';

const storyWith = (end: string) => storyIn(read(`Border closed\n\n${LEAD}\n\n${NEXT}${end}\n`));

describe('the end of copy', () => {
  it.each<[source: string, end: string, signOff: string | undefined, initials: readonly string[], note?: string]>([
    ['PANA, without a blank', '\n-0-PANA BY/IS 10June2021', '-0-PANA BY/IS 10June2021', ['BY', 'IS']],
    ['PANA, with the letter', '\n-O- PANA BY/IS', '-O- PANA BY/IS', ['BY', 'IS']],
    ['PANA, with dashes', '\n–0– PANA BY/IS', '–0– PANA BY/IS', ['BY', 'IS']],
    ['PANA, with blanks', '\n-0- PANA  BY / IS  10 June 2021', '-0- PANA  BY / IS  10 June 2021', ['BY', 'IS']],
    ['PANA, without the first hyphen', '\n0- PANA BY/IS', '0- PANA BY/IS', ['BY', 'IS']],
    ['PANA, with strokes below', '\n_0_ PANA BY/IS', '_0_ PANA BY/IS', ['BY', 'IS']],
    ['PANA, with equals signs', '\n=0= PANA BY/IS', '=0= PANA BY/IS', ['BY', 'IS']],
    ['PANA, with a stop', '\n.-0- PANA BY/IS', '-0- PANA BY/IS', ['BY', 'IS']],
    ['PANA, of two noughts', '\n-00-', '-00-', []],
    ['PANA, between hyphens', ' -PANA-', '-PANA-', []],
    ['PANA in Arabic', '\n-0- بانا/ي ي/ع د/١٠يونيو٢٠٢١', '-0- بانا/ي ي/ع د/١٠يونيو٢٠٢١', ['ي ي', 'ع د']],
    ['AFP', '\nabc/def\n\n© Agence France-Presse', 'abc/def', ['abc', 'def'], '© Agence France-Presse'],
    ['ANSAmed', ' (ANSAmed).', '(ANSAmed).', []],
    ['Xinhua, on the web', ' ■', '■', []],
    [
      'Reuters in Arabic',
      '\n\n(تغطية صحفية أحمد العمامي - تحرير نادية)',
      '(تغطية صحفية أحمد العمامي - تحرير نادية)',
      [],
    ],
    ['AIB', '\n\nAgence d’information du Burkina\n\nDB/ak', 'Agence d’information du Burkina DB/ak', ['DB', 'ak']],
    ['AMAP', '\n\nAT/MD (AMAP)', 'AT/MD (AMAP)', ['AT', 'MD']],
    ['SLENA', '\n\nSJ/SLENA', 'SJ/SLENA', ['SJ']],
    ['NAN, on the web', ' (NAN)\n\nEdited by: Jane Doe', '(NAN) Edited by: Jane Doe', []],
    ['AIM', '\n(AIM)\nPf/le (412)', '(AIM) Pf/le (412)', ['Pf', 'le']],
    ['AIM, in Portuguese', '\n(AIM)\nJD/dt', '(AIM) JD/dt', ['JD', 'dt']],
    ['AIM, with one who wrote', '\n(AIM)\nPf/ (412)', '(AIM) Pf/ (412)', ['Pf']],
    ['KUNA, the mark above', ' (end)\njd.ann', '(end) jd.ann', ['jd', 'ann']],
    ['KUNA, the mark on its line', '\n(end)\njd.ann', '(end) jd.ann', ['jd', 'ann']],
    ['SAnews', ' – SAnews.gov.za', '– SAnews.gov.za', []],
    ['SANA, by first names', '\n\nGhossoun/Manar', 'Ghossoun/Manar', []],
    ['PANA, with hyphens of typesetters', '\n‐0‐ PANA BY/IS 10juin2021', '‐0‐ PANA BY/IS 10juin2021', ['BY', 'IS']],
    ['WAL, after the last word', '(وال – طرابلس) م هـ/ أ د', '(وال – طرابلس) م هـ/ أ د', ['م هـ', 'أ د']],
    ['SPS', '\n\nSPS 125/090/TRA', 'SPS 125/090/TRA', ['TRA']],
    ['WAFA', '\n\nF.R.', 'F.R.', ['F', 'R']],
    ['AFP, of its bureaus', '\n\nbur-ri', 'bur-ri', ['bur', 'ri']],
    ['WAL, with the place', '\n\n( وال - طرابلس ) ر ت', '( وال - طرابلس ) ر ت', ['ر ت']],
    ['LANA, in strokes', '\n//lana//', '//lana//', []],
    [
      'Reuters, broken by width',
      ' (Additional\nreporting by Jane Doe; Editing by Ann Other)',
      '(Additional reporting by Jane Doe; Editing by Ann Other)',
      [],
    ],
    ['Angop', ' JD/VM', 'JD/VM', ['JD', 'VM']],
    ['ANSA', ' (ANSA).\nJD-ANN\n12-GEN-21 14:05 NNNN', 'JD-ANN 12-GEN-21 14:05', ['JD', 'ANN']],
    [
      'Bernama',
      '\n\n-- BERNAMA\n\nBERNAMA is the national agency.',
      '-- BERNAMA',
      [],
      'BERNAMA is the national agency.',
    ],
    ['CNA', '\n\n(By Jane Doe)\n\nEnditem/AW', 'Enditem/AW', []],
    ['EFE', ' EFE\n\njd/ann/bl\n\n(foto) (vídeo)', 'EFE jd/ann/bl', ['jd', 'ann', 'bl'], '(foto) (vídeo)'],
    ['IPS', '\n\n(END/2021)', '(END/2021)', []],
    ['IRIN', '\n\njd/ann\n\n[ENDS]', 'jd/ann [ENDS]', ['jd', 'ann']],
    ['IRNA', '\n\n9455**1416\n\nFollow us on Twitter @Irna', '9455**1416', [], 'Follow us on Twitter @Irna'],
    ['KUNA', ' (end) jd.ann', '(end) jd.ann', ['jd', 'ann']],
    ['KUNA, on a line of its own', '\n (end) jd.ann', '(end) jd.ann', ['jd', 'ann']],
    ['Lusa', '\n\nJD (ABC/DEF) // VM\n\nLusa/fim', 'JD (ABC/DEF) // VM Lusa/fim', ['JD', 'ABC', 'DEF', 'VM']],
    ['NAN, with its address', '(NAN)(www.nannews.ng)', '(NAN)(www.nannews.ng)', []],
    ['NAN', '(NAN)\n\n==========\n\nEdited by Jane Doe', '(NAN) Edited by Jane Doe', []],
    ['NAN, with initials', '\n\nPO/SA\n=====\nEdited by Jane Doe', 'PO/SA Edited by Jane Doe', ['PO', 'SA']],
    ['PTI', ' PTI JD ANN', 'PTI JD ANN', ['JD', 'ANN']],
    [
      'Reuters',
      '\n\n(Reporting by Jane Doe; Editing by Ann Other)',
      '(Reporting by Jane Doe; Editing by Ann Other)',
      [],
    ],
    ['Reuters, on the last line', ' (Reporting by Jane Doe)', '(Reporting by Jane Doe)', []],
    [
      'Reuters, on two lines',
      '\n\n(Additional reporting by Jane Doe;\nEditing by Ann Other)',
      '(Additional reporting by Jane Doe; Editing by Ann Other)',
      [],
    ],
    [
      'Reuters, on the web',
      '\n\nReporting by Jane Doe; Editing by Ann Other\n\nOur Standards: The Principles.',
      'Reporting by Jane Doe; Editing by Ann Other',
      [],
      'Our Standards: The Principles.',
    ],
    [
      'Reuters in Spanish',
      '\n\n(Reporte de Jane Doe; editado por Ann Other)',
      '(Reporte de Jane Doe; editado por Ann Other)',
      [],
    ],
    ['Sapa', '\n\nSapa-AFP\n/jd', 'Sapa-AFP /jd', ['jd']],
    ['SPA', '\n--SPA\n14:05 LOCAL TIME 11:05 GMT\n0034', '--SPA', [], '14:05 LOCAL TIME 11:05 GMT\n0034'],
    ['SPA in Arabic', '\n// انتهى //\n14:05 ت م', '// انتهى //', [], '14:05 ت م'],
    ['WAM', '\n\nWAM/Jane Doe/Ann Other', 'WAM/Jane Doe/Ann Other', ['Jane Doe', 'Ann Other']],
    ['Yonhap', '\n   jdoe@yna.co.kr\n(END)', '(END)', [], 'jdoe@yna.co.kr'],
    [
      'AP',
      '\n\n___\n\nAP writer Ann Other contributed to this report.',
      undefined,
      [],
      'AP writer Ann Other contributed to this report.',
    ],
    [
      'AP',
      '\n\nCopyright 2021 The Associated Press. All rights reserved.',
      undefined,
      [],
      'Copyright 2021 The Associated Press. All rights reserved.',
    ],
    [
      'AFP on the web',
      '\n\nLire aussi : La frontière\n\nSuivez-nous',
      undefined,
      [],
      'Lire aussi : La frontière\nSuivez-nous',
    ],
    ['the UN', '\n\n* *** *', undefined, []],
    [
      'APO',
      '\n\nMedia Contact:\nJane Doe\nTel: +218 21 555 0101',
      undefined,
      [],
      'Media Contact:\nJane Doe\nTel: +218 21 555 0101',
    ],
    [
      'PANA, for who does not subscribe',
      '\nConnectez-vous si vous êtes abonné. Sinon abonnez-vous...\nE-mail :\nMot de passe:',
      undefined,
      [],
      'Connectez-vous si vous êtes abonné. Sinon abonnez-vous...\nE-mail :\nMot de passe:',
    ],
    ['PANA, its rights', '\n\nPanapress - All rights reserved', undefined, [], 'Panapress - All rights reserved'],
    [
      'IRIN, whose views it has not',
      '\n\n[This report does not necessarily reflect the views of the United Nations]',
      undefined,
      [],
      '[This report does not necessarily reflect the views of the United Nations]',
    ],
    [
      'a page',
      '\n\nTags: Libya\nPrevious article\nNext article',
      undefined,
      [],
      'Tags: Libya\nPrevious article\nNext article',
    ],
    ['PANA, of its teasers', '\n\nFull text...', undefined, [], 'Full text...'],
    ['a page in Arabic', '\n\nطباعة\nمشاركة', undefined, [], 'طباعة\nمشاركة'],
    ['a mail', '\n\n--\nJane Doe\nTripoli', undefined, [], '--\nJane Doe\nTripoli'],
  ])('of %s: %j', (_source, end, signOff, initials, note) => {
    const story = storyWith(end);
    expect(story.body.map((text) => text.replace(' (ANSA).', ''))).toEqual([LEAD, NEXT]);
    expect(story.signOff?.text).toBe(signOff);
    expect(story.signOff?.initials ?? []).toEqual(initials);
    expect(story.edNote).toBe(note);
  });

  it('reads when the story came out in what PANA’s lists have below it', () => {
    const stamp = '©- - 28 january 2023 - 05:15:33 - thread Politics (822 words)';
    expect(storyWith(`\n\n${stamp}`)).toMatchObject({
      filed: { date: '2023-01-28', time: '05:15:33' },
      edNote: stamp,
      body: [LEAD, NEXT],
    });
  });

  it('takes a byline from below the text', () => {
    expect(storyWith('\n\nPar Jeanne Dupont, correspondante de la PANA')).toMatchObject({
      byline: 'Par Jeanne Dupont, correspondante de la PANA',
      body: [LEAD, NEXT],
    });
  });

  it('knows that the story goes on, where the last line says so', () => {
    const reading = read(`Border closed\n\n${LEAD}\n\n${NEXT} (MORE)\n\n-0- PANA BY/IS 10June2021\n`);
    expect(storyIn(reading).body).toEqual([LEAD, NEXT]);
    expect(reading.ok && reading.marks).toEqual([{ kind: 'more', text: '(MORE)', at: 'end', line: 5 }]);
  });

  it('says that the date of a sign-off may be read in two ways', () => {
    const reading = read(`Border closed\n\n${LEAD}\n\n${NEXT}\n\nSapa\n/jd\n01/12/21 14:05\n`);
    expect(warningsOf(reading)).toMatchObject([{ line: 9, message: expect.stringContaining('01/12/21') }]);
  });

  it('leaves the items of a round-up, each signed, where they are', () => {
    const items = ['one', 'two', 'three'].map((word) => `${LEAD} Item ${word}.\n(PANA)`);
    const { body } = storyIn(read(`Africa in brief\n\n${items.join('\n\n')}\n`));
    expect(body.filter((text) => text.includes('Item'))).toHaveLength(3);
  });

  it('ends at a sign-off, whatever a page puts below it, and says so', () => {
    const end = '\n-0- PANA BY/IS 10June2021\n\nShare this article\n\nLatest\nSenegal: Troops mass at border.';
    expect(storyWith(end)).toMatchObject({
      body: [LEAD, NEXT],
      signOff: { text: '-0- PANA BY/IS 10June2021' },
      edNote: expect.stringContaining('Troops mass at border.'),
    });
    expect(warningsOf(read(`Border closed\n\n${LEAD}\n\n${NEXT}${end}\n`))).toMatchObject([
      { line: 8, message: expect.stringContaining('below the end mark') },
    ]);
  });

  it('of a round-up does not end at the first sign-off', () => {
    const items = ['one', 'two', 'three', 'four'].map((word) => `${LEAD} Item ${word}.\n-0- PANA BY/IS 10June2021`);
    const { body } = storyIn(read(`Africa in brief\n\n${items.join('\n\n')}\n`));
    expect(body.filter((text) => text.includes('Item'))).toHaveLength(4);
  });

  it.each([
    ['Read also:', 'Gambia: Jammeh declares emergency\nSenegal: Troops mass at border'],
    ['Related stories', 'Troops mass at border\n\nWho is Adama Barrow?'],
    ['Lire aussi :', 'La Gambie attend'],
    ['Share this article', 'Facebook\nTwitter'],
  ])('leaves links to other stories to editors: %s', (heading, links) => {
    const story = storyWith(`\n\nBY/IS\n\n${heading}\n${links}`);
    expect(story).toMatchObject({ body: [LEAD, NEXT], signOff: { initials: ['BY', 'IS'] } });
    expect(story.edNote).toMatch(heading);
  });

  it.each(['Read also:\nHe said so.', 'Related stories\nThe first is that of a king, who lived in Segou.'])(
    'takes no sentence for a link: %s',
    (end) => {
      expect(storyWith(`\n\n${end}`).body).toHaveLength(4);
    },
  );

  it.each([
    'Contact: the ministry said it had none.',
    'By Friday',
    'Copyright law is to change, he said.',
    'Heavy rain contributed to the floods.',
    'This story was told to every child in the village.',
    'Join us in this fight, the minister said.',
    'Get more people to vote, he said.',
    'Follow our lead, she said.',
    'Follow the money, the minister said.',
    'Editing by hand takes time.',
    'Source: the ministry’s own page, which went down on Monday.',
    'Partager le pouvoir : voilà l’enjeu.',
    'Share the land.',
    'The next article of the law',
    'Log in or perish, the sign says.',
    'He has lived in the U.S.',
    'U.S.',
    'Reporting by the state agency has been biased.',
    'He named three: Ba/Sy/Fall',
    'The source: nobody knows.',
    'Contact with the ship was lost.',
    'By Friday the border will be open.',
    'By the river they sat down.',
    '(The minister was not there.)',
    'He said the work was done by Jane Doe',
    '- Pourquoi ?',
    '1. The border is closed.',
    'Subscribers will have to wait.',
    'Senegal/Mali',
    '0-2 BY THE BREAK',
    '0-1 GHANA',
    'Paris/Londres',
    'And/Or',
    'The site is www.sanews.gov.za.',
    'He called it (end) of an age.',
  ])('leaves the last paragraph alone: %s', (last) => {
    expect(storyWith(`\n\n${last}`).body).toEqual([LEAD, NEXT, last]);
  });
});
