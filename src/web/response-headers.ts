/** Header fields that answers share: for caches, for browsers, for other sites' scripts. */
import { CONTENT_SECURITY_POLICY } from '../formats/content-security-policy.ts';

/**
 * How long caches keep what (RFC 9111, RFC 5861). Readers and CDNs ask again after a minute, and Miniflux waits as long as
 * `max-age` says.
 */
export const CACHE_CONTROL = {
  /**
   * A reader never waits for the desk, and a CDN covers the ten minutes in which a machine is started anew. Longer than that
   * would keep killed copy alive where a CDN has lost the desk.
   */
  feed: 'public, max-age=60, stale-while-revalidate=60, stale-if-error=600',
  /**
   * Text and pictures of one story, which may be killed: nobody may show them after a minute without having asked. Varnish
   * does not know `must-revalidate`, and where nothing is said of `stale-while-revalidate` allows itself ten seconds of it.
   */
  story: 'public, max-age=60, must-revalidate, stale-while-revalidate=0',
  /** A picture or a style of the operator's own: nothing is withdrawn by it. */
  asset: 'public, max-age=3600, stale-while-revalidate=86400, stale-if-error=604800',
} as const;

/**
 * On every answer. What is no page may still be shown as one: browsers lay out the XHTML inside NewsML-G2, and pictures of
 * the operator's may be SVG. So all is held to what pages need.
 */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  // Whether others may frame a page can be said in the header field alone (CSP 3, §3.3).
  'content-security-policy': `${CONTENT_SECURITY_POLICY}; frame-ancestors 'none'`,
  'referrer-policy': 'strict-origin-when-cross-origin',
  // What is declared as text is never sniffed into a script.
  'x-content-type-options': 'nosniff',
  // For browsers that know no frame-ancestors.
  'x-frame-options': 'DENY',
};

/** Feeds are public: a reader that runs in a browser may read them from its own site, validators and hub included. */
export const CROSS_ORIGIN_HEADERS: Readonly<Record<string, string>> = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'ETag, Link, IM, Delta-Base',
};
