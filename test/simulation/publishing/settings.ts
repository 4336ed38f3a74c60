/** What wiredesk.yaml says, and says otherwise some time later. */
import type { Dice } from '../random.ts';

export type Settings = { readonly yaml: string; readonly noticeDays: number };

const NAMED = [
  'name: sahel, filter: { place: [SN, ML] }',
  'name: games, filter: { section: [Sport] }',
  'name: urgent, filter: { urgency: 4 }',
];

export function someSettings(chances: Dice): Settings {
  const noticeDays = chances.pick([1, 2]);
  const each = chances.pick(['[language, section, country]', '[language, section, country]', '[language]', '[]']);
  const named = NAMED.filter(() => chances.chance(0.3));
  const yaml = `
agency: { name: Panafrican News Agency, mark: PANA, domain: panapress.com, url: https://www.panapress.com/ }
timeZone: Africa/Dakar
url: ${chances.pick(['https://wire.example/', 'https://wire.example/', 'https://news.example/desk/'])}
language: ${chances.pick(['en', 'en', 'en', 'fr'])}
feed: { items: ${chances.pick([1, 2, 3])}, noticeDays: ${noticeDays}, each: ${each} }
feeds: [${named.map((feed) => `{ ${feed} }`).join(', ')}]
`;
  return { yaml, noticeDays };
}
