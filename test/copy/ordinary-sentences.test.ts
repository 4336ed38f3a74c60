/** A sentence of the text is a paragraph wherever it stands, whatever it may look like. */
import { describe, expect, it } from 'vitest';

import { deskDefaults, read, storyIn } from './copy.ts';
import { SENTENCES } from './sentences.ts';

/** A headline, two paragraphs and a dateline in each language. */
const AROUND: Readonly<Record<string, readonly [headline: string, one: string, two: string, dateline: string]>> = {
  en: [
    'Union asks for talks on wages',
    'The union of teachers asked on Monday for talks on wages in all of the provinces.',
    'A spokesman for the ministry said that it would answer before the end of the week.',
    'Dakar, Senegal (PANA) -',
  ],
  fr: [
    'Le syndicat demande des négociations',
    'Le syndicat des enseignants a demandé lundi des négociations sur les salaires.',
    'Un porte-parole du ministère a indiqué qu’il répondrait avant la fin de la semaine.',
    'Dakar, Sénégal (PANA) -',
  ],
  pt: [
    'Sindicato pede negociações salariais',
    'O sindicato dos professores pediu segunda-feira negociações sobre os salários.',
    'Um porta-voz do ministério disse que responderia antes do fim da semana.',
    'Dakar, Senegal (PANA) -',
  ],
  ar: [
    'النقابة تطلب مفاوضات حول الأجور',
    'طلبت نقابة المعلمين الاثنين مفاوضات حول الأجور في جميع الولايات.',
    'وقال متحدث باسم الوزارة إنها سترد قبل نهاية الأسبوع.',
    'داكار، السنغال (بانا) -',
  ],
};

type Place = (sentence: string, one: string, two: string, dateline: string) => readonly string[];

const PLACES: Readonly<Record<string, Place>> = {
  'first of all': (sentence, one, two) => [sentence, one, two],
  'in the middle': (sentence, one, two, dateline) => [`${dateline} ${one}`, sentence, two],
  last: (sentence, one, two, dateline) => [`${dateline} ${one}`, two, sentence],
};

/** All that was understood, but for the headline and the dateline that is there. */
function parts(text: string, language: string) {
  const reading = read(text, { ...deskDefaults, language });
  const {
    headline,
    body,
    language: _,
    urgency: __,
    subjects: ___,
    keywords: ____,
    dateline,
    ...rest
  } = storyIn(reading);
  return { headline, body, dateline: dateline?.text, rest, marks: reading.ok ? reading.marks : [] };
}

describe.each(Object.keys(SENTENCES))('an ordinary sentence in %s', (language) => {
  const [headline = '', one = '', two = '', dateline = ''] = AROUND[language] ?? [];

  it.each(Object.keys(PLACES))('is a paragraph, %s', (name) => {
    for (const sentence of SENTENCES[language] ?? []) {
      const body = PLACES[name]?.(sentence, one, two, dateline) ?? [];
      const expected = { headline, body, dateline: body[0]?.startsWith(dateline) === true ? dateline : undefined };
      for (const gap of ['\n\n', '\n']) {
        expect(parts(`${headline}\n\n${body.join(gap)}\n`, language), sentence).toEqual({
          ...expected,
          rest: {},
          marks: [],
        });
      }
    }
  });
});
