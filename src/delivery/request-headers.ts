/** Header fields that a subscriber wants with every request, as an operator writes them: `X-Source: pana`. */
import { WiredeskError } from '../story/wiredesk-error.ts';

export type RequestHeaders = Readonly<Record<string, string>>;

export type WrittenHeaders = {
  /** `Name: value` */
  readonly header: readonly string[];
  /** `user:password` */
  readonly basic?: string;
  readonly bearer?: string;
};

/** Ours, the connection's, and the signatures of others: none of them can be chosen. */
const DENIED =
  /^(host|content-.*|transfer-encoding|connection|keep-alive|te|trailer|upgrade|expect|proxy-.*|user-agent|accept-encoding|webhook-.*|wiredesk-.*|x-hub-signature.*|x-superdesk-signature)$/;

/** RFC 9110 §5.6.2 and §5.5, without the obsolete bytes beyond ASCII. */
const TOKEN = /^[!#$%&'*+.^_`|~0-9a-z-]+$/;
const FIELD_VALUE = /^[\u0021-\u007e]([\u0020-\u007e\t]*[\u0021-\u007e])?$/;
/** RFC 6750 §2.1 */
const BEARER_TOKEN = /^[A-Za-z0-9._~+/-]+=*$/;

const COUNT_MAX = 20;
/** Common servers take 8 KiB of headers in all. */
const CHARACTERS_MAX = 4_096;

/** By their names in lower case. Throws a `WiredeskError` that names the one that cannot be sent; it never repeats a value. */
export function parseRequestHeaders({ header, ...credentials }: WrittenHeaders): RequestHeaders {
  const headers = new Map<string, string>();
  for (const written of header) {
    const [name, value] = parseOne(written);
    if (headers.has(name))
      throw new WiredeskError(`the header ${name} stands there twice: join its values with commas`);
    headers.set(name, value);
  }
  const authorization = authorizationOf(credentials);
  if (authorization !== undefined) headers.set('authorization', authorization);
  const characters = [...headers].reduce((sum, [name, value]) => sum + name.length + value.length, 0);
  if (headers.size > COUNT_MAX || characters > CHARACTERS_MAX) {
    throw new WiredeskError(`too many headers: ${COUNT_MAX} with ${CHARACTERS_MAX} characters in all are taken`);
  }
  return Object.fromEntries(headers);
}

function parseOne(written: string): readonly [string, string] {
  const colon = written.indexOf(':');
  const name = written.slice(0, Math.max(colon, 0)).toLowerCase();
  const value = written.slice(colon + 1).trim();
  if (!TOKEN.test(name)) throw new WiredeskError('a header is written "Name: value", such as "X-Source: pana"');
  if (name === 'authorization')
    throw new WiredeskError('write --basic user:password or --bearer token for authorization');
  if (DENIED.test(name)) throw new WiredeskError(`the header ${name} is set by Wiredesk itself and cannot be chosen`);
  if (!FIELD_VALUE.test(value)) {
    throw new WiredeskError(`the value of the header ${name} cannot be sent: letters, digits and signs of ASCII can`);
  }
  return [name, value];
}

function authorizationOf({ basic, bearer }: Omit<WrittenHeaders, 'header'>): string | undefined {
  if (basic !== undefined && bearer !== undefined) throw new WiredeskError('choose one: --basic or --bearer');
  if (basic !== undefined) return basicOf(basic);
  return bearer === undefined ? undefined : bearerOf(bearer);
}

/** RFC 7617 §2: the user's name ends at the first colon; UTF-8. */
function basicOf(credentials: string): string {
  if (!credentials.includes(':') || /\p{Cc}/u.test(credentials)) {
    throw new WiredeskError('--basic is written user:password, without control characters');
  }
  return `Basic ${Buffer.from(credentials).toString('base64')}`;
}

function bearerOf(token: string): string {
  if (BEARER_TOKEN.test(token)) return `Bearer ${token}`;
  throw new WiredeskError('--bearer takes a token of letters, digits and - . _ ~ + / with = at its end (RFC 6750)');
}
