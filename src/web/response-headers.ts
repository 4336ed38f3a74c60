/** Header fields that answers share: for caches, for browsers, for other sites' scripts. */

/**
 * Readers and CDNs ask again after a minute, and Miniflux waits as long as this says. While the desk cannot be reached
 * a cache may go on for an hour; longer would keep killed copy alive.
 */
export const CACHE_CONTROL = 'public, max-age=60, stale-while-revalidate=60, stale-if-error=3600';

/**
 * On every answer. A page is text, a style of its own and at most a picture beside it; and what is no page may still be
 * shown as one: browsers lay out the XHTML inside NewsML-G2. So there is no script to allow anywhere.
 */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'referrer-policy': 'strict-origin-when-cross-origin',
  // What is declared as text is never sniffed into a script.
  'x-content-type-options': 'nosniff',
};

/** Feeds are public: a reader that runs in a browser may read them from its own site, validators included. */
export const CROSS_ORIGIN_HEADERS: Readonly<Record<string, string>> = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'ETag',
};
