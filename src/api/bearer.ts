/** Whose token a request has shown. */
import type { AccessToken } from '../wire/token-shelf.ts';
import type { Call } from './operation.ts';

/** Of an operation that asks for one. */
export function bearer({ token }: Pick<Call, 'token'>): AccessToken {
  if (token !== undefined) return token;
  throw new Error('an operation that asks for no token has nobody to ask for');
}
