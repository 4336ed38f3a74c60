/** Open Graph (ogp.me): what a link to a story looks like in chats and social media. */
import type { Desk } from '../story/desk.ts';
import { publishedAt } from '../story/life.ts';
import { isKept } from '../story/picture.ts';
import type { StoryVersion } from '../story/story.ts';
import { storyUrl } from './addresses.ts';
import { summaryOf } from './feed-item.ts';
import { type Markup, markup } from './markup.ts';
import { shortened } from './page.ts';
import { picturesOf } from './pictures.ts';
import { remembered } from '../story/remembered.ts';

const DESCRIPTION_CHARACTERS_MAX = 300;

export function openGraph(version: StoryVersion, desk: Desk): readonly Markup[] {
  const { story } = version;
  return [
    property('og:type', 'article'),
    property('og:site_name', desk.agency.name),
    property('og:title', story.headline),
    property('og:description', shortened(summaryOf(story), DESCRIPTION_CHARACTERS_MAX)),
    property('og:url', storyUrl(version.slug, desk)),
    ...imageOf(version, desk),
    ...localeOf(story.language),
    property('article:published_time', publishedAt(version)),
    property('article:modified_time', version.versionCreated),
    ...(story.section === undefined ? [] : [property('article:section', story.section)]),
    ...story.keywords.map((keyword) => property('article:tag', keyword)),
    markup`<meta name="twitter:card" content="summary">`,
  ];
}

type List = {
  readonly title: string;
  readonly description: string;
  readonly address: string;
  readonly language: string;
};

/** Of a page that lists stories. */
export function openGraphOfList({ title, description, address, language }: List, desk: Desk): readonly Markup[] {
  return [
    property('og:type', 'website'),
    property('og:site_name', desk.agency.name),
    property('og:title', title),
    property('og:description', shortened(description, DESCRIPTION_CHARACTERS_MAX)),
    property('og:url', address),
    ...localeOf(language),
  ];
}

/** The first picture, where it lies on this desk: whoever makes a preview fetches it once. */
function imageOf(version: StoryVersion, desk: Desk): readonly Markup[] {
  const picture = picturesOf(version, desk).find(isKept);
  if (picture === undefined) return [];
  const { url, contentType, width, height, altText = picture.caption } = picture;
  return [
    property('og:image', url),
    property('og:image:type', contentType),
    property('og:image:width', String(width)),
    property('og:image:height', String(height)),
    ...(altText === undefined ? [] : [property('og:image:alt', altText)]),
  ];
}

/** Open Graph knows a language only together with a country. */
function localeOf(tag: string): readonly Markup[] {
  const { language, region } = locale(tag);
  return region === undefined ? [] : [property('og:locale', `${language}_${region}`)];
}

const locale = remembered((tag) => new Intl.Locale(tag));

function property(name: string, content: string): Markup {
  return markup`<meta property="${name}" content="${content}">`;
}
