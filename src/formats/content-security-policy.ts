/**
 * What a browser may do with a page (CSP 3): take style, script and pictures from the site itself, and nothing else. No
 * script and no style stands in a page; its JSON-LD is a data block, which is no script (HTML §4.12.1).
 */
export const CONTENT_SECURITY_POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'";
