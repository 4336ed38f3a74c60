/** What can go wrong, by a name that programs can go by (RFC 9457 §3.1.1); each is told at `/v1/problems`. */

export type ProblemType = {
  readonly status: number;
  /** The same for every problem of the type. */
  readonly title: string;
};

export type ProblemName =
  | 'invalid-request'
  | 'invalid-parameters'
  | 'invalid-body'
  | 'cursor-beyond-head'
  | 'unauthorized'
  | 'invalid-token'
  | 'insufficient-scope'
  | 'not-found'
  | 'method-not-allowed'
  | 'body-too-large'
  | 'unsupported-media-type'
  | 'quota-exceeded'
  | 'unusable'
  | 'conflict'
  | 'withdrawn'
  | 'key-reused'
  | 'key-under-way'
  | 'too-many-streams'
  | 'internal-error'
  | 'unavailable';

export const PROBLEM_TYPES: Readonly<Record<ProblemName, ProblemType>> = {
  'invalid-request': { status: 400, title: 'The request is not understood' },
  'invalid-parameters': { status: 400, title: 'Parameters are missing or wrong' },
  'invalid-body': { status: 400, title: 'The body is not as it must be' },
  'cursor-beyond-head': { status: 400, title: 'The log does not reach so far' },
  unauthorized: { status: 401, title: 'An access token is needed' },
  'invalid-token': { status: 401, title: 'The access token does not count' },
  'insufficient-scope': { status: 403, title: 'The access token is not for this' },
  'not-found': { status: 404, title: 'There is nothing here' },
  'method-not-allowed': { status: 405, title: 'This cannot be done here' },
  'body-too-large': { status: 413, title: 'The body is too large' },
  'unsupported-media-type': { status: 415, title: 'The body is of a kind that is not taken here' },
  'quota-exceeded': { status: 429, title: 'Too many requests' },
  unusable: { status: 422, title: 'What was sent cannot be used' },
  conflict: { status: 409, title: 'Not as things stand' },
  withdrawn: { status: 410, title: 'What was here has been withdrawn' },
  'key-reused': { status: 422, title: 'The idempotency key was used for another request' },
  'key-under-way': { status: 409, title: 'The first request of this idempotency key is under way' },
  'too-many-streams': { status: 429, title: 'Too many streams are open' },
  'internal-error': { status: 500, title: 'Something went wrong here' },
  unavailable: { status: 503, title: 'The desk cannot do this at the moment' },
};

/** Those that others have defined. */
const REGISTERED: Partial<Readonly<Record<ProblemName, string>>> = {
  // draft-ietf-httpapi-ratelimit-headers-10 §8.1
  'quota-exceeded': 'https://iana.org/assignments/http-problem-types#quota-exceeded',
};

export function problemTypeUri(name: ProblemName, baseUrl: string): string {
  return REGISTERED[name] ?? new URL(`v1/problems#${name}`, baseUrl).href;
}
