/** Parameters and bodies, held against what their operation takes. */
import { describe, expect, it } from 'vitest';

import { apiUnderTest } from './api-under-test.ts';
import { operations, WRITE } from './operations-under-test.ts';

describe('what is badly said', () => {
  it.each([
    { query: 'limit=0', parameter: 'limit' },
    { query: 'limit=a', parameter: 'limit' },
    { query: 'limit=1&limit=2', parameter: 'limit' },
    { query: 'limt=1', parameter: 'limt' },
    { query: '__proto__=1', parameter: '__proto__' },
  ])('names the parameter of ?$query', async ({ query, parameter }) => {
    const api = await apiUnderTest({ operations });
    const answer = await api.ask(`/v1/things/a?${query}`, { token: await api.token() });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      type: 'https://wire.panapress.com/v1/problems#invalid-parameters',
      errors: [{ parameter, detail: expect.stringMatching(/./) }],
    });
  });

  it.each([
    { query: 'limit=1&limit=2', errors: [{ parameter: 'limit', detail: 'may come only once, and is here 2 times' }] },
    {
      query: 'limt=1&limt=2&limit=1&limit=1&limit=1',
      errors: [
        { parameter: 'limit', detail: 'may come only once, and is here 3 times' },
        { parameter: 'limt', detail: 'is not known here' },
      ],
    },
  ])('says of ?$query that it comes too often, and not that it is of another type', async ({ query, errors }) => {
    const api = await apiUnderTest({ operations });
    const answer = await api.ask(`/v1/things/a?${query}`, { token: await api.token() });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ errors });
  });

  it('takes lists that come several times, or once', async () => {
    const api = await apiUnderTest({ operations });
    const token = await api.token();
    const query = async (text: string) => (await api.ask(`/v1/things/a?${text}`, { token })).json();
    expect(await query('filter=a&filter=b')).toMatchObject({ query: { filter: ['a', 'b'], limit: 5 } });
    expect(await query('filter=a&limit=2')).toMatchObject({ query: { filter: ['a'], limit: 2 } });
  });

  it('names the header field', async () => {
    const api = await apiUnderTest({ operations });
    const answer = await api.ask('/v1/things/a', { token: await api.token(), headers: { 'last-event-id': 'x' } });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ errors: [{ header: 'last-event-id', detail: 'must be a number' }] });
  });

  it.each([
    { body: '{"name":1}', pointer: '#/name' },
    { body: '{}', pointer: '#/name' },
    { body: '{"name":"a","a/b":{"size":0.5}}', pointer: '#/a~1b/size' },
    { body: '{"name":"a","size":1}', pointer: '#/size' },
    { body: '[]', pointer: '#' },
  ])('points into the body $body', async ({ body, pointer }) => {
    const api = await apiUnderTest({ operations });
    const answer = await api.ask('/v1/things', {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json; charset=utf-8' },
      token: await api.token(WRITE),
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ errors: [{ pointer }] });
  });

  it.each([
    { name: 'no JSON', body: '{"name":', type: 'application/json', status: 400 },
    { name: 'no UTF-8', body: Buffer.from('{"name":"\u00e9"}', 'latin1'), type: 'application/json', status: 400 },
    { name: 'another kind', body: 'name=a', type: 'application/x-www-form-urlencoded', status: 415 },
    {
      name: 'more than is taken',
      body: JSON.stringify({ name: 'a'.repeat(1_000) }),
      type: 'application/json',
      status: 413,
    },
    { name: 'right', body: '{"name":"a"}', type: 'APPLICATION/JSON', status: 201 },
  ])('answers a body that is $name with $status', async ({ body, type, status }) => {
    const api = await apiUnderTest({ operations });
    const answer = await api.ask('/v1/things', {
      method: 'POST',
      body,
      headers: { 'content-type': type },
      token: await api.token(WRITE),
    });
    expect(answer.status).toBe(status);
  });

  it.each([
    { codings: 'gzip', status: 415, taken: 'identity' },
    { codings: 'identity, Deflate', status: 415, taken: 'identity' },
    { codings: 'Identity', status: 201, taken: null },
  ])('answers a body with Content-Encoding: $codings with $status', async ({ codings, status, taken }) => {
    const api = await apiUnderTest({ operations });
    const answer = await api.ask('/v1/things', {
      method: 'POST',
      body: '{"name":"a"}',
      headers: { 'content-type': 'application/json', 'content-encoding': codings },
      token: await api.token(WRITE),
    });
    expect(answer.status).toBe(status);
    expect(answer.headers.get('accept-encoding')).toBe(taken);
  });

  it.each([
    { name: 'none, as one that says nothing', body: undefined, status: 400, type: 'invalid-body' },
    { name: 'one that does not say what it is', body: Buffer.from('{"name":"a"}'), status: 415, type: 'unsupported' },
  ])('answers $name with $status', async ({ body, status, type }) => {
    const api = await apiUnderTest({ operations });
    const token = await api.token(WRITE);
    const answer = await api.ask('/v1/things', { method: 'POST', token, ...(body !== undefined && { body }) });
    expect([answer.status, await answer.json()]).toEqual([
      status,
      expect.objectContaining({ type: expect.stringContaining(type) }),
    ]);
  });

  it('takes bodies as they come, and no more of them than it may, whatever length they claim', async () => {
    const api = await apiUnderTest({ operations });
    const token = await api.token(WRITE);
    const put = (bytes: number) =>
      api.ask('/v1/copy', {
        method: 'PUT',
        body: new Blob([Buffer.alloc(bytes, 'a')]).stream(),
        duplex: 'half',
        headers: { 'content-type': 'text/plain; charset=utf-8' },
        token,
      });
    expect(await (await put(2_000)).json()).toEqual({ bytes: 2_000, mediaType: 'text/plain; charset=utf-8' });
    const refused = await put(2_001);
    expect([refused.status, refused.headers.get('connection')]).toEqual([413, 'close']);
  });
});
