import { expect, it } from 'vitest';

import { parseRequestHeaders } from '../../src/delivery/request-headers.ts';

it('header fields are taken as they are written, names without regard to case', () => {
  expect(parseRequestHeaders({ header: ['X-Source: pana', 'x-key:a:b, c', 'Cookie:  id=1; b=2 '] })).toEqual({
    'x-source': 'pana',
    'x-key': 'a:b, c',
    cookie: 'id=1; b=2',
  });
  expect(parseRequestHeaders({ header: [] })).toEqual({});
});

it.each([
  [{ basic: 'Aladdin:open sesame' }, 'Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=='],
  [{ basic: 'test:123£:' }, 'Basic dGVzdDoxMjPCozo='],
  [{ bearer: 'mF_9.B5f-4.1JqM' }, 'Bearer mF_9.B5f-4.1JqM'],
])('%j authorizes as the standards have it', (given, authorization) => {
  expect(parseRequestHeaders({ header: [], ...given })).toEqual({ authorization });
});

it.each([
  'Host',
  'Content-Length',
  'content-type',
  'Content-Encoding',
  'Transfer-Encoding',
  'Connection',
  'Keep-Alive',
  'TE',
  'Trailer',
  'Upgrade',
  'Expect',
  'Proxy-Authorization',
  'User-Agent',
  'webhook-id',
  'Webhook-Signature',
  'Wiredesk-Guid',
  'X-Hub-Signature',
  'x-hub-signature-256',
  'X-Superdesk-Signature',
])('%s is not to be chosen', (name) => {
  expect(() => parseRequestHeaders({ header: [`${name}: sesame`] })).toThrow(/set by Wiredesk itself/);
});

it.each([
  [{ header: ['sesame'] }, 'Name: value'],
  [{ header: [': sesame'] }, 'Name: value'],
  [{ header: ['X Source: sesame'] }, 'Name: value'],
  [{ header: ['x-source:'] }, 'cannot be sent'],
  [{ header: ['x-source: sesame\r\nhost: evil'] }, 'cannot be sent'],
  [{ header: ['x-source: sesäme'] }, 'cannot be sent'],
  [{ header: ['x-source: sesame', 'X-Source: b'] }, 'twice'],
  [{ header: ['Authorization: Bearer sesame'] }, '--bearer token'],
  [{ header: Array.from({ length: 21 }, (_, index) => `x-${index}: sesame`) }, 'too many'],
  [{ header: [`x-long: ${'sesame'.repeat(1_000)}`] }, 'too many'],
  [{ header: [], basic: 'sesame' }, 'user:password'],
  [{ header: [], basic: 'user:ses\name' }, 'user:password'],
  [{ header: [], bearer: 'ses ame' }, 'RFC 6750'],
  [{ header: [], bearer: '' }, 'RFC 6750'],
  [{ header: [], basic: 'a:sesame', bearer: 'sesame' }, 'choose one'],
])('%j is refused, by a message that does not repeat what may be secret', (given, message) => {
  expect(() => parseRequestHeaders(given)).toThrow(message);
  expect(() => parseRequestHeaders(given)).not.toThrow(/sesame|ses ame/);
});
