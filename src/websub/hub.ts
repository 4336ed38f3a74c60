/** The hub on HTTP: takes requests, answers before anything else happens, and has them verified (WebSub §5.1.2). */
import { readHubRequest, type Refusal } from './hub-request.ts';
import type { HubPolicy } from './policy.ts';
import type { Topics } from './topics.ts';
import type { Verifier } from './verifier.ts';

/** In plain text, for whoever writes the client (§5.1.2). */
export type HubAnswer = {
  readonly status: number;
  readonly text: string;
  readonly headers?: Readonly<Record<string, string>>;
};

export type Hub = (request: Request) => Promise<HubAnswer>;

export type HubDeps = {
  readonly topics: Pick<Topics, 'isOurs' | 'documentAt' | 'hash'>;
  readonly policy: HubPolicy;
  readonly verifier: Pick<Verifier, 'take'>;
};

/** Two addresses, a secret, and some room for what others send besides. */
const BODY_BYTES_MAX = 16 * 1024;

const FORM = 'application/x-www-form-urlencoded';

export function hubOver({ topics, policy, verifier }: HubDeps): Hub {
  return async (request) => {
    if (request.method !== 'POST') return USAGE;
    const body = await bodyOf(request);
    if ('reason' in body) return plain(body);
    const asked = readHubRequest(body, policy);
    if ('reason' in asked) return plain(asked);
    if (!topics.isOurs(asked.topic)) {
      return plain({
        status: 400,
        reason: 'hub.topic is of another site: this hub serves the feeds of this one alone.',
      });
    }
    const document = topics.documentAt(asked.topic);
    const seen = document === undefined ? Promise.resolve(undefined) : topics.hash(document).catch(() => undefined);
    if (!verifier.take({ ...asked, ...(document !== undefined && { document }), seen })) return BUSY;
    // What changes after the answer is owed, also where looking at the feed took longer than the answer would have.
    await seen;
    return { status: 202, text: `Accepted: your callback is now asked whether it wants to ${asked.mode}.\n` };
  };
}

const USAGE: HubAnswer = {
  status: 405,
  headers: { allow: 'POST' },
  text: 'This is the WebSub hub of the feeds here: subscribe by POST (https://www.w3.org/TR/websub/).\n',
};

const BUSY: HubAnswer = {
  status: 429,
  headers: { 'retry-after': '30' },
  text: 'Too many requests wait to be verified: ask again in half a minute.\n',
};

function plain({ status, reason }: Refusal): HubAnswer {
  // What is left of a body that is too large is not waited for.
  return { status, text: `${reason}\n`, ...(status === 413 && { headers: { connection: 'close' } }) };
}

/** Of the one type in which a request comes (§5.1). */
async function bodyOf(request: Request): Promise<Uint8Array | Refusal> {
  const [type = '', ...parameters] = (request.headers.get('content-type') ?? '').toLowerCase().split(';');
  const charset = parameters.map((each) => /^\s*charset\s*=\s*"?([^"\s]*)/.exec(each)?.[1]).find((found) => found);
  if (type.trim() !== FORM || (charset !== undefined && !/^utf-?8$/.test(charset))) {
    return { status: 415, reason: `The request must have the content type ${FORM}, in UTF-8.` };
  }
  if (Number(request.headers.get('content-length') ?? 0) > BODY_BYTES_MAX) return TOO_LARGE;
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > BODY_BYTES_MAX) return TOO_LARGE;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const TOO_LARGE: Refusal = { status: 413, reason: `The request must not have more than ${BODY_BYTES_MAX} bytes.` };
