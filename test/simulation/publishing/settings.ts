/** What wiredesk.yaml says, and says otherwise some time later: each time in words of its own, by which it is known. */
import type { Dice } from '../random.ts';

export type Settings = {
  readonly yaml: string;
  readonly noticeDays: number;
  /** Where everything lies that is written with them. */
  readonly url: string;
  readonly language: string;
  readonly items: number;
  readonly hub: string | undefined;
  readonly named: readonly NamedFeed[];
};

export type NamedFeed = {
  readonly name: string;
  readonly language?: string;
  readonly place?: readonly string[];
  readonly section?: string;
  readonly urgency?: number;
};

/** One name, now with one filter, now with another. */
const NAMED: readonly NamedFeed[] = [
  { name: 'sahel', place: ['SN', 'ML'] },
  { name: 'sahel', place: ['ML', 'NE'] },
  { name: 'games', section: 'Sport' },
  { name: 'games', section: 'Sport', language: 'pt' },
  { name: 'urgent', urgency: 4 },
  { name: 'urgent', urgency: 1, language: 'fr' },
];

const LETTERS: readonly string[] = 'bcdfghjklmnprstvwx'.split('');

const SETTING = /\bzs[bcdfghjklmnprstvwx]{7}\b/g;

/** Words that stand in settings alone. */
export function settingsIn(text: string): readonly string[] {
  return text.toLowerCase().match(SETTING) ?? [];
}

function newWord(chances: Dice): string {
  return `zs${Array.from({ length: 7 }, () => chances.pick(LETTERS)).join('')}`;
}

export function someSettings(chances: Dice): Settings {
  const noticeDays = chances.pick([1, 2]);
  const items = chances.pick([1, 2, 3]);
  const language = chances.pick(['en', 'en', 'en', 'fr']);
  const each = chances.pick(['[language, section, country]', '[language, section, country]', '[language]', '[]']);
  const url = chances.pick([
    'https://wire.example/',
    'https://wire.example/',
    `https://${newWord(chances)}.example/desk/`,
  ]);
  const named = someNamed(chances);
  const hub = chances.pick(['own', 'none', `https://${newWord(chances)}.example/hub`]);
  const yaml = `
agency: { name: ${chances.pick(['Panafrican News Agency', `Agency ${newWord(chances)}`])}, mark: PANA, domain: ${chances.pick(['panapress.com', 'panapress.com', 'pana.example'])}, url: https://www.panapress.com/ }
timeZone: ${chances.pick(['Africa/Dakar', 'Africa/Dakar', 'Asia/Tokyo', 'America/Lima'])}
url: ${url}
language: ${language}
rights: { notice: ${chances.pick(['© PANA', `© ${newWord(chances)}`])} }
copy: { urgency: ${chances.pick([4, 5])}${chances.pick(['', ', section: Sport', ', genre: Current', ', creditLine: PANA'])} }
feed: { title: News ${newWord(chances)}, items: ${items}, noticeDays: ${noticeDays}, each: ${each} }
feeds: [${named.map((feed) => namedYaml(feed, chances)).join(', ')}]
websub: { hub: '${hub}' }
`;
  const address = { own: new URL('hub', url).href, none: undefined }[hub];
  return { yaml, noticeDays, url, language, items, named, hub: hub.startsWith('https:') ? hub : address };
}

function someNamed(chances: Dice): readonly NamedFeed[] {
  const chosen = NAMED.filter(() => chances.chance(0.25));
  return [...new Map(chosen.map((feed) => [feed.name, feed])).values()];
}

function namedYaml({ name, language, ...filter }: NamedFeed, chances: Dice): string {
  const title = chances.chance(0.5) ? `, title: Feed ${newWord(chances)}` : '';
  return `{ name: ${name}${title}${language === undefined ? '' : `, language: ${language}`}, filter: ${JSON.stringify(filter)} }`;
}
