/**
 * robots.txt (RFC 9309): everything may be read, and here is the list of what is new. What search engines may not show they
 * are told by `X-Robots-Tag`, which they see only where they may read. (On a host where the desk has but a folder, the
 * robots.txt at its root is what counts.)
 */
import type { SiteDocument } from './format.ts';
import { SITEMAP_INDEX_FILE } from './news-sitemap.ts';

export const robotsTxt: SiteDocument = {
  fileName: 'robots.txt',
  mediaType: 'text/plain; charset=utf-8',
  render: (_feeds, _latest, desk) => `User-agent: *
Allow: /

Sitemap: ${new URL(SITEMAP_INDEX_FILE, desk.baseUrl).href}
`,
};
