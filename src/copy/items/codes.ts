/** Concepts of IPTC's schemes, by the URIs that name them. */

export type Code = {
  /** IPTC's alias, whichever alias or URI the item uses; of a scheme that is none of these, as written. */
  readonly scheme: string;
  readonly code: string;
};

/** Of IPTC's catalog 41, without `http://`: senders write https as well. */
const SCHEMES: ReadonlyMap<string, string> = new Map([
  ['cv.iptc.org/newscodes/mediatopic/', 'medtop'],
  ['cv.iptc.org/newscodes/subjectcode/', 'subj'],
  ['cv.iptc.org/newscodes/genre/', 'genre'],
  ['cv.iptc.org/newscodes/pubstatusg2/', 'stat'],
  ['cv.iptc.org/newscodes/ninature/', 'ninat'],
  ['cv.iptc.org/newscodes/signal/', 'sig'],
  ['cv.iptc.org/newscodes/cpnature/', 'cpnat'],
  ['cvx.iptc.org/iso3166-1a2/', 'iso3166-1a2'],
  ['cvx.iptc.org/iso3166-1a3/', 'iso3166-1a3'],
]);

/** The concept that a URI names, where its scheme is one of IPTC's. */
export function codeOfUri(uri: string | undefined): Code | undefined {
  const found = uri === undefined ? undefined : schemeOfUri(uri);
  return found === undefined || uri === undefined ? undefined : { scheme: found.scheme, code: decoded(found.rest) };
}

function schemeOfUri(uri: string): { readonly scheme: string; readonly rest: string } | undefined {
  const address = uri.replace(/^https?:\/\//i, '');
  for (const [start, scheme] of SCHEMES) {
    if (address.startsWith(start)) return { scheme, rest: address.slice(start.length) };
    if (`${address}/` === start) return { scheme, rest: '' };
  }
  return undefined;
}

/** A QCode holds no blank: it is percent-encoded there. */
export function decoded(code: string): string {
  try {
    return decodeURIComponent(code);
  } catch (error) {
    if (error instanceof URIError) return code;
    throw error;
  }
}
