/** The target of a request to the API, in its parts. */
import { ROOT } from './routes.ts';

export type Target = {
  /** Below `/v1`, decoded. */
  readonly segments: readonly string[];
  readonly query: URLSearchParams;
};

/** RFC 9110 §4.1 */
const CHARACTERS_MAX = 8_000;

/** `undefined`: it is too long, or has percent signs that are not followed by the code of a character. */
export function readTarget(target: string): Target | undefined {
  if (target.length > CHARACTERS_MAX) return undefined;
  const [path = '', ...query] = originForm(target).split('?');
  try {
    const segments = path.slice(`/${ROOT}`.length).split('/').slice(1).map(decodeURIComponent);
    // The root, with or without a slash.
    return { segments: segments.length === 0 ? [''] : segments, query: new URLSearchParams(query.join('?')) };
  } catch {
    // A URIError: the only thing that decoding throws.
    return undefined;
  }
}

/** Absolute-form must be accepted as well (RFC 9112 §3.2.2). */
function originForm(target: string): string {
  return target.replace(/^https?:\/\/[^/?]*/i, '');
}
