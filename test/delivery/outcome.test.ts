import { describe, expect, it } from 'vitest';

import { outcomeOf } from '../../src/delivery/outcome.ts';

function reasonOf(trouble: unknown): string {
  return outcomeOf({ trouble, isUnsent: true }, { startedAt: 1_000, now: 1_250 }).reason;
}

function withCode(code: string): Error {
  return Object.assign(new Error(`connect ${code} 10.1.2.3:443`), { code });
}

describe('trouble in words', () => {
  it.each([
    ['ECONNREFUSED', 'connection refused'],
    ['UND_ERR_CONNECT_TIMEOUT', 'no connection in time'],
    ['UND_ERR_HEADERS_TIMEOUT', 'no answer in time'],
    ['ENOTFOUND', 'host name not found'],
    ['CERT_HAS_EXPIRED', 'certificate has expired'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate is self-signed'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate is for another host name'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'TLS could not be agreed on'],
    ['EXOTIC', 'network trouble (EXOTIC)'],
  ])('%s is "%s", without the address that the error names', (code, reason) => {
    expect(reasonOf(withCode(code))).toBe(reason);
  });

  it('of several addresses tried is that of the first', () => {
    expect(reasonOf(new AggregateError([withCode('ECONNREFUSED'), withCode('ENETUNREACH')]))).toBe(
      'connection refused',
    );
  });

  it.each([undefined, 'thrown text', new AggregateError([])])(
    'of an unknown kind (%j) is still an outcome',
    (trouble) => {
      expect(reasonOf(trouble)).toMatch(/^network trouble/);
    },
  );
});

it('a clock that was set back gives no negative duration', () => {
  expect(outcomeOf({ status: 200 }, { startedAt: 5_000, now: 1_000 }).durationMs).toBe(0);
});

describe('an attempt that failed', () => {
  it.each([
    { what: 'no connection', answer: { trouble: withCode('ECONNREFUSED'), isUnsent: true }, expected: false },
    { what: 'no time left', answer: { trouble: withCode('EXOTIC'), isUnsent: true }, expected: false },
    { what: 'a refusal', answer: { status: 422 }, expected: false },
    { what: 'too many requests', answer: { status: 429 }, expected: false },
    { what: 'no answer', answer: { trouble: withCode('UND_ERR_HEADERS_TIMEOUT'), isUnsent: false }, expected: true },
    { what: 'a connection cut off', answer: { trouble: withCode('ECONNRESET'), isUnsent: false }, expected: true },
    { what: 'a trouble that nobody knows', answer: { trouble: 'thrown text', isUnsent: false }, expected: true },
    { what: 'a gateway that gave up', answer: { status: 504 }, expected: true },
    { what: 'a server that broke', answer: { status: 500 }, expected: true },
  ])('with $what may have arrived: $expected', ({ answer, expected }) => {
    expect(outcomeOf(answer, { startedAt: 1_000, now: 1_250 }).isUnknown ?? false).toBe(expected);
  });
});
