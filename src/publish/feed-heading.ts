/** What a feed is called: in its own language, as far as that is known. */
import { countryName, feedWords, languageName, ownName } from '../formats/feed-words.ts';
import type { Desk } from '../story/desk.ts';
import type { Feed, FeedKind } from '../story/feed.ts';
import type { ShelvedFeed } from '../wire/feed-shelf.ts';
import type { FeedOptions } from './feed-options.ts';

type Heading = Pick<Feed, 'title' | 'label' | 'description' | 'language'>;

/** A feed that the desk no longer makes says so, and where the stories are. */
export function headingOf(feed: ShelvedFeed, desk: Desk, options: FeedOptions): Heading {
  const heading = HEADINGS[feed.kind](feed, desk, options);
  return feed.isRetired ? { ...heading, description: feedWords(heading.language).ended(desk.baseUrl) } : heading;
}

const HEADINGS: Readonly<Record<FeedKind, (feed: ShelvedFeed, desk: Desk, options: FeedOptions) => Heading>> = {
  main: (_feed, { agency, language }, { title, description }) => ({
    title: title ?? agency.name,
    label: agency.name,
    description: description ?? feedWords(language).everything(agency.name),
    language,
  }),
  named: ({ key, label, language: former }, { agency, language: own }, { named = [] }) => {
    const settings = named.find(({ name }) => name === key);
    const language = settings === undefined ? former : own;
    const title = settings?.title ?? `${agency.name} – ${label}`;
    return {
      title,
      label: settings?.title ?? label,
      description: settings?.description ?? title,
      language: settings?.language ?? language,
    };
  },
  language: ({ key, language }, { agency }) => ({
    title: `${agency.name} – ${ownName(key)}`,
    label: ownName(key),
    description: feedWords(language).inLanguage(agency.name, languageName(key, language)),
    language,
  }),
  section: ({ label, language }, { agency }) => ({
    title: `${agency.name} – ${label}`,
    label,
    description: feedWords(language).inSection(agency.name, label),
    language,
  }),
  country: ({ key }, { agency, language }) => {
    const country = countryName(key, language);
    return {
      title: `${agency.name} – ${country}`,
      label: country,
      description: feedWords(language).fromCountry(agency.name, country),
      language,
    };
  },
};
