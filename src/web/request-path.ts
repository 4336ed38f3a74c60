/** From a request's target to the names of a path below `feeds/`, or to the reason why it is none. */
import { remembered } from '../story/remembered.ts';

export type PlainPath = {
  readonly kind: 'path';
  readonly segments: readonly string[];
  readonly endsWithSlash: boolean;
  /** What lies there: of a folder its page. */
  readonly document: string;
  readonly query: string;
};

export type RequestPath = PlainPath | { readonly kind: 'refused'; readonly status: 400 | 414; readonly reason: string };

/** RFC 9110 §4.1 recommends to support at least 8,000 octets; no address of ours comes near a quarter of it. */
const TARGET_CHARACTERS_MAX = 8_000;

/** Visible ASCII (RFC 3986 §2), without the backslash that some programs take for a slash and the fragment's sign. */
const URI_CHARACTERS = /^[\x21\x22\x24-\x5b\x5d-\x7e]*$/;

/** What no file that we publish has in its name, and what would mean something to a file system. */
const NOT_IN_A_NAME = /[\p{Cc}/\\]/u;

/** The same for many requests: most targets are asked for again and again. */
export const readRequestPath: (target: string) => RequestPath = remembered(read, {
  entriesMax: 1_000,
  charactersMax: 256,
});

/** `target` as in the request line: origin-form, or absolute-form, which every server must accept (RFC 9112 §3.2.2). */
function read(target: string): RequestPath {
  if (target.length > TARGET_CHARACTERS_MAX) return refused('The address is too long.', 414);
  if (!URI_CHARACTERS.test(target)) return refused('The address has characters that must be percent-encoded.');
  const originForm = target.replace(/^https?:\/\/[^/?]*/i, '');
  const queryStart = originForm.indexOf('?');
  const path = queryStart === -1 ? originForm : originForm.slice(0, queryStart);
  const query = queryStart === -1 ? '' : originForm.slice(queryStart);
  if (path !== '' && !path.startsWith('/')) return refused('The address must begin with a slash.');
  const segments = path.split('/').slice(1).map(decoded);
  if (!segments.every((segment) => segment !== undefined)) {
    return refused('The address has percent signs that are not followed by the code of a character.');
  }
  if (segments.some((segment) => NOT_IN_A_NAME.test(segment))) {
    return refused('The address has encoded slashes or control characters.');
  }
  // Clients resolve these before they send (RFC 3986 §5.2.4); who sends them is trying doors.
  if (segments.some((segment) => segment === '.' || segment === '..')) {
    return refused('The address must not contain . or .. as a name.');
  }
  const endsWithSlash = segments.length === 0 || segments.at(-1) === '';
  const names = endsWithSlash ? segments.slice(0, -1) : segments;
  const document = [...names, ...(endsWithSlash ? ['index.html'] : [])].join('/');
  return { kind: 'path', segments: names, endsWithSlash, document, query };
}

function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

function refused(reason: string, status: 400 | 414 = 400): RequestPath {
  return { kind: 'refused', status, reason };
}
