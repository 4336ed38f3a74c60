/** What every operation has in common: who is let in, what is refused and how it is told. */
import { connect } from 'node:net';

import { describe, expect, it } from 'vitest';

import { apiUnderTest, NOW } from './api-under-test.ts';
import { operations, WRITE } from './operations-under-test.ts';

describe('a desk without a token', () => {
  it('shows nothing of an API', async () => {
    const api = await apiUnderTest({ operations });
    for (const path of ['/v1/things/a', '/v1/problems', '/v1']) {
      const answer = await api.ask(path, { token: `wdt_${'a'.repeat(43)}` });
      expect(answer.status).toBe(404);
      expect(answer.headers.get('www-authenticate')).toBeNull();
    }
    await api.token();
    expect((await api.ask('/v1/problems')).status).toBe(200);
  });
});

describe('who asks (RFC 6750)', () => {
  it('is let in with a token in force, in Authorization', async () => {
    const api = await apiUnderTest({ operations });
    const token = await api.token({ name: 'lusa' });
    const answer = await api.ask('/v1/things/a', { token });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ name: 'lusa' });
    const odd = await api.ask('/v1/things/a', { headers: { authorization: `bEARER   ${token} ` } });
    expect(odd.status).toBe(200);
  });

  it.each([
    { name: 'nothing', headers: {} },
    { name: 'another scheme', headers: { authorization: 'Basic dXNlcjpwYXNz' } },
    { name: 'a scheme alone', headers: { authorization: 'Bearer' } },
  ])('is told no error code who shows $name (§3.1)', async ({ headers }) => {
    const api = await apiUnderTest({ operations });
    await api.token();
    const answer = await api.ask('/v1/things/a', { headers });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="Wiredesk"');
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(await answer.json()).toMatchObject({
      type: 'https://wire.panapress.com/v1/problems#unauthorized',
      status: 401,
      title: 'An access token is needed',
    });
  });

  it('is refused with a token that is unknown, has expired or was revoked', async () => {
    const api = await apiUnderTest({ operations });
    const expiring = await api.token({ expiresAt: '2026-11-24T12:00:01.000Z' });
    const revoked = await api.token({ name: 'revoked' });
    expect((await api.ask('/v1/things/a', { token: expiring })).status).toBe(200);
    expect((await api.ask('/v1/things/a', { token: revoked })).status).toBe(200);
    expect(await api.store.tokens.revoke('revoked', NOW)).toBe(true);
    api.setTime('2026-11-24T12:00:01.000Z');
    for (const [token, words] of [
      [expiring, 'has expired'],
      [revoked, 'was revoked'],
      [`wdt_${'a'.repeat(43)}`, 'is not known'],
      ['x', 'is not known'],
    ] as const) {
      const answer = await api.ask('/v1/things/a', { token });
      expect(answer.status).toBe(401);
      expect(answer.headers.get('www-authenticate')).toMatch(
        new RegExp(`^Bearer realm="Wiredesk", error="invalid_token", error_description="this token ${words}`),
      );
    }
  });

  it('is refused where the token is not for it, and told what it would have to be for (§3.1)', async () => {
    const api = await apiUnderTest({ operations });
    const token = await api.token({ scopes: ['status:read'] });
    const answer = await api.ask('/v1/things/a', { token });
    expect(answer.status).toBe(403);
    expect(answer.headers.get('www-authenticate')).toBe(
      'Bearer realm="Wiredesk", error="insufficient_scope", scope="events:read"',
    );
  });

  it('may not show a token in the address (§2.3), even beside one in Authorization', async () => {
    const api = await apiUnderTest({ operations });
    const token = await api.token();
    const answer = await api.ask(`/v1/things/a?access_token=${token}`, { token });
    expect(answer.status).toBe(400);
    expect(answer.headers.get('www-authenticate')).toContain('error="invalid_request"');
    expect(JSON.stringify(await answer.json()) + api.logged.join('')).not.toContain(token);
  });
});

describe('requests beyond the quota of a token', () => {
  it('are refused until it drips full again, and those of others are not', async () => {
    const api = await apiUnderTest({ operations, requestsPerMinute: 2 });
    const [token, other] = [await api.token(), await api.token()];
    const first = await api.ask('/v1/things/a', { token });
    expect(first.headers.get('ratelimit-policy')).toBe('"default";q=2;w=60');
    expect(first.headers.get('ratelimit')).toBe('"default";r=1;t=30');
    await api.ask('/v1/things/a', { token });
    const refused = await api.ask('/v1/things/a', { token });
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('30');
    expect(refused.headers.get('ratelimit')).toBe('"default";r=0;t=60');
    expect(await refused.json()).toMatchObject({
      type: 'https://iana.org/assignments/http-problem-types#quota-exceeded',
      'violated-policies': ['default'],
    });
    expect((await api.ask('/v1/things/a', { token: other })).status).toBe(200);
    api.setTime('2026-11-24T12:00:30.000Z');
    expect((await api.ask('/v1/things/a', { token })).status).toBe(200);
    expect((await api.ask('/v1/things/a', { token })).status).toBe(429);
  });
});

describe('what a request asks for', () => {
  it('is found by method and path, what is written out before what is a template', async () => {
    const api = await apiUnderTest({ operations });
    const token = await api.token();
    expect(await (await api.ask('/v1/things/all', { token })).json()).toEqual({ all: true });
    expect(await (await api.ask('/v1/things/a%2Fb', { token })).json()).toMatchObject({ params: { thing: 'a/b' } });
    for (const path of ['/v1/thing', '/v1/things/', '/v1/things/a/b', '/v1//']) {
      expect((await api.ask(path, { token })).status).toBe(404);
    }
    expect((await api.ask('/v1/things/%zz', { token })).status).toBe(400);
  });

  it('is read by HEAD like by GET, and what else can be done is told', async () => {
    const api = await apiUnderTest({ operations });
    const token = await api.token();
    const head = await api.ask('/v1/things/all', { token, method: 'HEAD' });
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '13', '']);
    const wrong = await api.ask('/v1/things/all', { token, method: 'DELETE' });
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS']);
    const options = await api.ask('/v1/things', { method: 'OPTIONS', headers: { origin: 'https://other.example' } });
    expect([options.status, options.headers.get('allow')]).toEqual([204, 'POST, OPTIONS']);
    expect(options.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('is for no cache and no frame, and is not guessed at', async () => {
    const api = await apiUnderTest({ operations });
    const token = await api.token();
    for (const answer of [await api.ask('/v1/things/a', { token }), await api.ask('/v1/nothing')]) {
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    }
  });
});

describe('what goes wrong here', () => {
  it('is told to the desk, and to nobody else', async () => {
    const api = await apiUnderTest({ operations });
    const token = await api.token();
    const bug = await api.ask('/v1/fail/bug?', { token });
    expect(bug.status).toBe(500);
    expect(await bug.text()).not.toContain('secret reason');
    expect(api.logged.join('')).toContain('a secret reason');
    for (const [how, detail] of [
      ['store', 'the wire cannot be read or written at the moment: try again in a while'],
      [
        'full',
        'the disk of this desk is full, and takes nothing: try again in a while, when its operator has made room',
      ],
    ] as const) {
      const trouble = await api.ask(`/v1/fail/${how}`, { token });
      expect([trouble.status, trouble.headers.get('retry-after')]).toEqual([503, '5']);
      expect(await trouble.json()).toMatchObject({ detail });
    }
    expect(api.logged.join('')).not.toContain(token);
  });

  it('is outlived where a client hangs up in the middle of its body', async () => {
    const api = await apiUnderTest({ operations });
    const token = await api.token(WRITE);
    const socket = connect(api.port, '127.0.0.1');
    const head = `PUT /v1/copy HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${token}\r\nContent-Type: text/plain\r\n`;
    socket.write(`${head}Content-Length: 100\r\n\r\nabc`);
    await new Promise((resolve) => setTimeout(resolve, 20));
    socket.destroy();
    expect((await api.ask('/v1/things/all', { token: await api.token() })).status).toBe(200);
  });
});

describe('the use of a token', () => {
  it('is noted, and written together', async () => {
    const api = await apiUnderTest({ operations });
    const token = await api.token();
    await api.ask('/v1/things/a', { token });
    expect((await api.store.tokens.all())[0]).not.toHaveProperty('lastUsedAt');
    await api.uses.write();
    expect(await api.store.tokens.all()).toMatchObject([{ lastUsedAt: NOW }]);
  });
});
