/** What wiredesk.yaml says, and says otherwise some time later: each time in words of its own, by which it is known. */
import type { Dice } from '../random.ts';

export type Settings = {
  /** Of what it is made. */
  readonly parts: Parts;
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
  readonly title?: string;
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

/** As they stand in the file. */
type Parts = {
  readonly agency: string;
  readonly domain: string;
  readonly timeZone: string;
  readonly url: string;
  readonly language: string;
  readonly rights: string;
  readonly copyUrgency: number;
  readonly copyOther: string;
  readonly title: string;
  readonly items: number;
  readonly noticeDays: number;
  readonly each: string;
  readonly named: readonly NamedFeed[];
  readonly hub: string;
};

function someParts(chances: Dice): Parts {
  return {
    agency: chances.pick(['Panafrican News Agency', `Agency ${newWord(chances)}`]),
    domain: chances.pick(['panapress.com', 'panapress.com', 'pana.example']),
    timeZone: chances.pick(['Africa/Dakar', 'Africa/Dakar', 'Asia/Tokyo', 'America/Lima']),
    url: chances.pick(['https://wire.example/', 'https://wire.example/', `https://${newWord(chances)}.example/desk/`]),
    language: chances.pick(['en', 'en', 'en', 'fr']),
    rights: chances.pick(['© PANA', `© ${newWord(chances)}`]),
    copyUrgency: chances.pick([4, 5]),
    copyOther: chances.pick(['', ', section: Sport', ', genre: Current', ', creditLine: PANA']),
    title: `News ${newWord(chances)}`,
    items: chances.pick([1, 2, 3]),
    noticeDays: chances.pick([1, 2]),
    each: chances.pick(['[language, section, country]', '[language, section, country]', '[language]', '[]']),
    named: someNamed(chances),
    hub: chances.pick(['own', 'none', `https://${newWord(chances)}.example/hub`]),
  };
}

export function someSettings(chances: Dice): Settings {
  return settingsOf(someParts(chances));
}

/** But for one of them the same: nothing else brings up again what that one is shown in. */
export function withOneChanged({ parts }: Settings, chances: Dice): Settings {
  const others = someParts(chances);
  const name = chances.pick(Object.keys(others));
  return settingsOf({ ...parts, ...Object.fromEntries(Object.entries(others).filter(([each]) => each === name)) });
}

function settingsOf(parts: Parts): Settings {
  const { url, language, items, noticeDays, named, hub } = parts;
  const yaml = `
agency: { name: ${parts.agency}, mark: PANA, domain: ${parts.domain}, url: https://www.panapress.com/ }
timeZone: ${parts.timeZone}
url: ${url}
language: ${language}
rights: { notice: ${parts.rights} }
copy: { urgency: ${parts.copyUrgency}${parts.copyOther} }
feed: { title: ${parts.title}, items: ${items}, noticeDays: ${noticeDays}, each: ${parts.each} }
feeds: [${named.map(namedYaml).join(', ')}]
websub: { hub: '${hub}' }
`;
  const address = { own: new URL('hub', url).href, none: undefined }[hub];
  return { parts, yaml, noticeDays, url, language, items, named, hub: hub.startsWith('https:') ? hub : address };
}

function someNamed(chances: Dice): readonly NamedFeed[] {
  const chosen = NAMED.filter(() => chances.chance(0.25)).map((feed) =>
    chances.chance(0.5) ? { ...feed, title: `Feed ${newWord(chances)}` } : feed,
  );
  return [...new Map(chosen.map((feed) => [feed.name, feed])).values()];
}

function namedYaml({ name, title, language, ...filter }: NamedFeed): string {
  const own = { name, ...(title !== undefined && { title }), ...(language !== undefined && { language }), filter };
  return JSON.stringify(own);
}
