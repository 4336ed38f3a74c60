/** Who asks, and whether their token is for what they ask (RFC 6750). */
import type { IncomingHttpHeaders } from 'node:http';

import { isInForce, type AccessToken, type Scope, type TokenShelf } from '../wire/token-shelf.ts';
import { hashOfToken, isAccessToken } from './access-token.ts';
import { problem, type ProblemAnswer } from './answer.ts';

export type Admitted = { readonly kind: 'admitted'; readonly token: AccessToken };

const REALM = 'realm="Wiredesk"';

type Asking = { readonly headers: IncomingHttpHeaders; readonly query: URLSearchParams; readonly now: Date };

/** The token in `Authorization`, and nowhere else: an address is kept in logs and histories (RFC 6750 §5.3). */
export async function admit(
  { headers, query, now }: Asking,
  tokens: Pick<TokenShelf, 'withHash'>,
): Promise<Admitted | ProblemAnswer> {
  if (query.has('access_token')) {
    return refusal('invalid-request', 'invalid_request', TOKEN_IN_ADDRESS);
  }
  const shown = bearerToken(headers.authorization);
  // RFC 6750 §3.1: whoever has shown nothing is told of no error.
  if (shown === undefined) return problem('unauthorized', NO_TOKEN, challenge(REALM));
  const token = isAccessToken(shown) ? await tokens.withHash(hashOfToken(shown)) : undefined;
  if (token === undefined) return refusal('invalid-token', 'invalid_token', 'this token is not known here');
  return endedRefusal(token, now) ?? { kind: 'admitted', token };
}

/** Nothing where the token is in force. */
export function endedRefusal(token: AccessToken, now: Date): ProblemAnswer | undefined {
  if (isInForce(token, now.toISOString())) return undefined;
  const reason = token.revokedAt === undefined ? 'has expired' : 'was revoked';
  return refusal('invalid-token', 'invalid_token', `this token ${reason}: ask the agency for another`);
}

/** Nothing where the token is for it. */
export function scopeRefusal({ scopes }: AccessToken, scope: Scope): ProblemAnswer | undefined {
  if (scopes.includes(scope)) return undefined;
  const detail = `this needs a token with the scope ${scope}; this one has ${scopes.join(', ')}`;
  return problem('insufficient-scope', detail, challenge(`${REALM}, error="insufficient_scope", scope="${scope}"`));
}

const NO_TOKEN = 'send an access token in the header field Authorization, as in: Authorization: Bearer wdt_...';
const TOKEN_IN_ADDRESS =
  'a token belongs into the header field Authorization and never into an address, which is kept in logs: ask for another token';

/** The name of the scheme is written in any case (RFC 9110 §11.1). */
function bearerToken(authorization: string | undefined): string | undefined {
  return /^bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];
}

function refusal(name: 'invalid-request' | 'invalid-token', code: string, detail: string): ProblemAnswer {
  return problem(name, detail, challenge(`${REALM}, error="${code}", error_description="${detail}"`));
}

function challenge(parameters: string): Pick<ProblemAnswer, 'headers'> {
  return { headers: { 'www-authenticate': `Bearer ${parameters}` } };
}
