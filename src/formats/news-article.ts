/** A story as schema.org's NewsArticle in JSON-LD, for search engines and for whoever saves the page. */
import type { Desk } from '../story/desk.ts';
import { publishedAt } from '../story/life.ts';
import type { Place, StoryVersion } from '../story/story.ts';
import { storyUrl } from './addresses.ts';
import { creatorOf } from './credits.ts';
import { correctionNotice } from './editorial-notes.ts';
import { summaryOf } from './feed-item.ts';
import { type Markup, markup, trusted } from './markup.ts';
import { picturesOf } from './pictures.ts';
import { SCHEME_URIS, subjectsOf } from './subjects.ts';
import { creditLineOf, rightsOf, wordCount } from './text.ts';

/** The text itself stays where it is, in the page: `articleBody` would send it twice. */
export function newsArticle(version: StoryVersion, desk: Desk): Markup {
  return markup`<script type="application/ld+json">
    ${trusted(scriptSafe(JSON.stringify(articleOf(version, desk))))}
  </script>`;
}

type Thing = Readonly<Record<string, unknown>>;

function articleOf(version: StoryVersion, desk: Desk): Thing {
  const { story } = version;
  const rights = rightsOf(story, desk);
  // `undefined` fields are left out by JSON.stringify.
  return {
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    url: storyUrl(version.slug, desk),
    mainEntityOfPage: storyUrl(version.slug, desk),
    isAccessibleForFree: true,
    identifier: version.guid,
    version: version.version,
    headline: story.headline,
    alternativeHeadline: story.subheadlines?.[0],
    description: summaryOf(story),
    datePublished: publishedAt(version),
    dateModified: version.versionCreated,
    inLanguage: story.language,
    dateline: story.dateline?.text,
    contentLocation: story.dateline?.place && placeOf(story.dateline.place),
    articleSection: story.section,
    genre: story.genre,
    keywords: story.keywords.length > 0 ? story.keywords : undefined,
    about: story.subjects.length > 0 ? topicsOf(version) : undefined,
    wordCount: wordCount(story),
    image: imagesOf(version, desk),
    author: authorOf(version, desk),
    publisher: publisherOf(desk),
    correction: (version.corrections ?? []).length > 0 ? correctionsOf(version) : undefined,
    translationOfWork: version.translationOf && { '@type': 'NewsArticle', identifier: version.translationOf },
    creditText: creditLineOf(story, desk),
    copyrightHolder: { '@type': 'Organization', name: rights.holder },
    copyrightNotice: rights.notice,
  };
}

/** https://schema.org/ImageObject; none is no field. */
function imagesOf(version: StoryVersion, desk: Desk): readonly Thing[] | undefined {
  const images = picturesOf(version, desk).map((picture) => ({
    '@type': 'ImageObject',
    url: picture.url,
    encodingFormat: picture.contentType,
    width: picture.width,
    height: picture.height,
    headline: picture.headline,
    caption: picture.caption,
    creator: picture.byline && { '@type': 'Person', name: picture.byline },
    creditText: picture.creditLine,
    copyrightNotice: picture.copyrightNotice,
    dateCreated: picture.dateCreated,
  }));
  return images.length === 0 ? undefined : images;
}

/** https://schema.org/CorrectionComment */
function correctionsOf({ corrections = [], story }: StoryVersion): readonly Thing[] {
  return corrections.map((correction) => ({
    '@type': 'CorrectionComment',
    text: correctionNotice(correction, story.language),
    datePublished: correction.at,
  }));
}

function authorOf({ story }: StoryVersion, desk: Desk): Thing {
  const { name, kind, uri } = creatorOf(story, desk);
  return { '@type': kind === 'person' ? 'Person' : 'Organization', name, url: uri };
}

function publisherOf({ agency }: Desk): Thing {
  return { '@type': 'NewsMediaOrganization', name: agency.name, alternateName: agency.mark, url: agency.url };
}

function placeOf({ name, country }: Place): Thing {
  const address = country && { '@type': 'PostalAddress', addressLocality: name, addressCountry: country.code };
  return { '@type': 'Place', name, address };
}

function topicsOf({ story }: StoryVersion): readonly Thing[] {
  return subjectsOf(story).map(({ scheme, code, names }) => ({
    '@type': 'DefinedTerm',
    '@id': SCHEME_URIS[scheme] + code,
    termCode: code,
    name: names[0]?.text,
    inDefinedTermSet: SCHEME_URIS[scheme],
  }));
}

/**
 * JSON that no HTML parser can leave the script element by (HTML §4.12.1.3: `<!--`, `<script` and `</script` end or
 * change it), that is safe where the element is read as XML, and that is JavaScript too (U+2028 and U+2029).
 */
function scriptSafe(json: string): string {
  return json.replace(/[<>&\u2028\u2029]/g, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `\\u${code.toString(16).padStart(4, '0')}`;
  });
}
