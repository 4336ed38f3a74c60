/** What is served, and as what: the documents that formats declare, and plain files an operator adds beside them. */
import type { Format, SiteDocument } from '../formats/format.ts';

/** The media type of a path below `feeds/`; `undefined` for what is not for the public. */
export type MediaTypeOf = (segments: readonly string[]) => string | undefined;

/** Not in the list, not served: so notes, archives and temporary files stay inside. */
const BY_EXTENSION: ReadonlyMap<string, string> = new Map([
  ['html', 'text/html; charset=utf-8'],
  ['xml', 'application/xml; charset=utf-8'],
  // RFC 8259 §8.1 knows no charset: JSON is UTF-8.
  ['json', 'application/json'],
  ['css', 'text/css; charset=utf-8'],
  ['js', 'text/javascript; charset=utf-8'],
  ['txt', 'text/plain; charset=utf-8'],
  ['svg', 'image/svg+xml'],
  ['png', 'image/png'],
  ['jpg', 'image/jpeg'],
  ['jpeg', 'image/jpeg'],
  ['webp', 'image/webp'],
  ['gif', 'image/gif'],
  ['ico', 'image/vnd.microsoft.icon'],
]);

export function mediaTypesOf(formats: readonly Format[], siteDocuments: readonly SiteDocument[]): MediaTypeOf {
  const ofStories = byFileName(formats.map(({ story }) => story));
  const ofFeeds = byFileName([...formats.map(({ feed }) => feed), ...siteDocuments]);
  return (segments) => {
    const fileName = feedFileName(segments);
    const declared = segments[0] === 'stories' ? ofStories : ofFeeds;
    return declared.get(fileName) ?? BY_EXTENSION.get(/\.([^.]+)$/.exec(fileName)?.[1] ?? '');
  };
}

/** `archives/rss-12.xml` is an archive of `rss.xml` (src/formats/feed-history.ts) and of its type. */
function feedFileName(segments: readonly string[]): string {
  const fileName = segments.at(-1) ?? '';
  return segments.at(-2) === 'archives' ? fileName.replace(/-\d+(?=\.\w+$)/, '') : fileName;
}

/** Pictures are compressed already. */
export function isCompressible(mediaType: string): boolean {
  return /^text\/|[/+](?:xml|json)\b/.test(mediaType);
}

type Declared = { readonly fileName: string; readonly mediaType: string };

function byFileName(documents: readonly (Declared | undefined)[]): ReadonlyMap<string, string> {
  return new Map(
    documents.filter((document) => document !== undefined).map(({ fileName, mediaType }) => [fileName, mediaType]),
  );
}
