/**
 * An archive of wire copy out of a seed: the same number gives the same files, byte for byte. Four languages, eight
 * sections, thirty countries, years of days: what a desk looks like that has been at work for long.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { seededRandom } from './seeded-random.ts';

type Lexicon = {
  readonly language: string;
  readonly sections: readonly string[];
  /** City and country, as datelines name them. */
  readonly places: readonly (readonly [string, string])[];
  readonly subjects: readonly string[];
  readonly verbs: readonly string[];
  readonly objects: readonly string[];
  readonly endings: readonly string[];
  readonly mark: string;
};

const english: Lexicon = {
  language: 'en',
  sections: ['Politics', 'Economy', 'Sport', 'Health', 'Environment'],
  places: [
    ['Tripoli', 'Libya'],
    ['Accra', 'Ghana'],
    ['Nairobi', 'Kenya'],
    ['Lagos', 'Nigeria'],
    ['Gaborone', 'Botswana'],
    ['Addis Ababa', 'Ethiopia'],
    ['Kampala', 'Uganda'],
    ['Lusaka', 'Zambia'],
    ['Harare', 'Zimbabwe'],
    ['Freetown', 'Sierra Leone'],
  ],
  subjects: ['The government', 'The central bank', 'A court', 'The health ministry', 'The African Union', 'Farmers'],
  verbs: ['has approved', 'rejected on Monday', 'will review', 'announced', 'called for', 'has suspended'],
  objects: ['a fund against drought', 'the new budget', 'the fishing agreement', 'a road of 300 km', 'the "open" vote'],
  endings: [
    'before the end of the year.',
    'in spite of protests.',
    'after talks that lasted a week.',
    'at a cost of $12 million.',
  ],
  mark: 'PANA',
};

const french: Lexicon = {
  language: 'fr',
  sections: ['Politique', 'Économie', 'Sport', 'Santé'],
  places: [
    ['Dakar', 'Sénégal'],
    ['Abidjan', 'Côte d’Ivoire'],
    ['Bamako', 'Mali'],
    ['Niamey', 'Niger'],
    ['Cotonou', 'Bénin'],
    ['Yaoundé', 'Cameroun'],
    ['Libreville', 'Gabon'],
    ['Antananarivo', 'Madagascar'],
  ],
  subjects: ['Le gouvernement', 'La Banque centrale', 'Un tribunal', 'Le ministère de la Santé', 'Les pêcheurs'],
  verbs: ['a approuvé', 'a rejeté lundi', 'réexaminera', 'a annoncé', 'a suspendu'],
  objects: [
    'un fonds contre la sécheresse',
    'le nouveau budget',
    'l’accord de pêche',
    'une route de 300 km',
    'le « vote ouvert »',
  ],
  endings: ['avant la fin de l’année.', 'malgré les protestations.', 'après une semaine de négociations.'],
  mark: 'PANA',
};

const portuguese: Lexicon = {
  language: 'pt',
  sections: ['Política', 'Economia', 'Desporto'],
  places: [
    ['Praia', 'Cabo Verde'],
    ['Luanda', 'Angola'],
    ['Maputo', 'Moçambique'],
    ['Bissau', 'Guiné-Bissau'],
    ['São Tomé', 'São Tomé e Príncipe'],
  ],
  subjects: ['O Governo', 'O banco central', 'Um tribunal', 'O Ministério da Saúde', 'Os agricultores'],
  verbs: ['aprovou', 'rejeitou na segunda-feira', 'vai rever', 'anunciou', 'suspendeu'],
  objects: [
    'um fundo contra a seca',
    'o novo orçamento',
    'o acordo de pesca',
    'uma estrada de 300 km',
    'a «votação aberta»',
  ],
  endings: ['antes do fim do ano.', 'apesar dos protestos.', 'após uma semana de negociações.'],
  mark: 'PANA',
};

const arabic: Lexicon = {
  language: 'ar',
  sections: ['سياسة', 'اقتصاد', 'رياضة'],
  places: [
    ['تونس', 'تونس'],
    ['طرابلس', 'ليبيا'],
    ['القاهرة', 'مصر'],
    ['الجزائر', 'الجزائر'],
    ['الرباط', 'المغرب'],
    ['نواكشوط', 'موريتانيا'],
    ['الخرطوم', 'السودان'],
  ],
  subjects: ['أعلنت الحكومة', 'قرر البنك المركزي', 'رفضت المحكمة', 'أكدت وزارة الصحة', 'طالب المزارعون'],
  verbs: ['اليوم', 'يوم الاثنين', 'في بيان', 'رسميا'],
  objects: ['إنشاء صندوق لمكافحة الجفاف', 'الميزانية الجديدة', 'اتفاق الصيد', 'طريقا بطول 300 كيلومتر'],
  endings: ['قبل نهاية العام.', 'رغم الاحتجاجات.', 'بعد محادثات استمرت أسبوعا.'],
  mark: 'بانا',
};

/** English twice: half of what a desk of four languages files. */
const LEXICONS = [english, english, french, portuguese, arabic] as const;

const TOPICS = ['02000000', '04000000', '06000000', '07000000', '11000000', '15000000', '16000000', '20000418'];
const PARAGRAPHS_MIN = 5;
const PARAGRAPHS_SPREAD = 8;
const SENTENCES = 3;

/** Stories a day; the last day is always the same one. */
const STORIES_A_DAY = 40;
const LAST_DAY = Date.UTC(2026, 9, 31);
const DAY_MS = 86_400_000;

export type GeneratedStory = { readonly path: string; readonly text: string };

/** Story number `index` of an archive of `total`, the last of them being the newest. */
export function generatedStory(index: number, total: number): GeneratedStory {
  const random = seededRandom(index + 1);
  const pick = <Item>(items: readonly Item[]): Item => {
    const item = items[Math.floor(random() * items.length)];
    if (item === undefined) throw new RangeError('nothing to pick from');
    return item;
  };
  const words = pick(LEXICONS);
  const day = new Date(LAST_DAY - Math.floor((total - 1 - index) / STORIES_A_DAY) * DAY_MS).toISOString().slice(0, 10);
  const [city, country] = pick(words.places);
  const sentence = (): string =>
    `${pick(words.subjects)} ${pick(words.verbs)} ${pick(words.objects)} ${pick(words.endings)}`;
  const paragraph = (): string => Array.from({ length: SENTENCES }, sentence).join(' ');
  const head = [
    '---',
    `language: ${words.language}`,
    `section: ${pick(words.sections)}`,
    `subjects: [medtop:${pick(TOPICS)}]`,
    `urgency: ${3 + Math.floor(random() * 4)}`,
    `date: ${day}`,
    `time: "${String(Math.floor(random() * 24)).padStart(2, '0')}:${String(Math.floor(random() * 60)).padStart(2, '0')}"`,
    '---',
  ];
  const headline = `${pick(words.subjects)} ${pick(words.verbs)} ${pick(words.objects)} (${index})`;
  const body = Array.from({ length: PARAGRAPHS_MIN + Math.floor(random() * PARAGRAPHS_SPREAD) }, paragraph);
  const text = [`${city}, ${country} (${words.mark}) - ${body[0]}`, ...body.slice(1)].join('\n\n');
  return {
    path: `${words.language}/${day.slice(0, 7)}/story-${String(index).padStart(6, '0')}.txt`,
    text: `${head.join('\n')}\n${headline}\n\n${text}\n`,
  };
}

/** Writes the first `count` stories of an archive of `total` into a folder. */
export async function writeGeneratedStories(folder: string, count: number, total: number = count): Promise<void> {
  const folders = new Set<string>();
  for (let index = 0; index < count; index += 1) {
    const { path, text } = generatedStory(index, total);
    const file = join(folder, path);
    if (!folders.has(dirname(file))) await mkdir(dirname(file), { recursive: true });
    folders.add(dirname(file));
    await writeFile(file, text);
  }
}
