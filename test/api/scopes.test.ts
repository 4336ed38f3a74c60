/** Every operation, with every scope: let in by its own and by no other; and none of them fails on nonsense. */
import { describe, expect, it } from 'vitest';

import { operations } from '../../src/api/operations/index.ts';
import { SCOPES } from '../../src/wire/token-shelf.ts';
import { deskApi } from './desk-api.ts';

function somePath(path: string): string {
  return path.replaceAll('{version}', '1').replaceAll(/\{\w+\}/g, 'nothing');
}

describe.each(operations.map(({ id, method, path, scope }) => ({ id, method, path, scope })))(
  '$method /v1$path',
  ({ id, method, path, scope }) => {
    it(scope === undefined ? 'needs no token' : `needs the scope ${scope}, and no other helps`, async () => {
      const api = await deskApi();
      const own = await api.token(scope === undefined ? ['events:read'] : [scope]);
      const body = method === 'GET' || method === 'DELETE' ? {} : { body: {} };
      const ask = (token: string | undefined) => api.ask(somePath(path), { method, token, ...body });
      if (scope === undefined) {
        expect((await ask(undefined)).status).toBe(200);
        return;
      }
      expect((await ask(undefined)).status).toBe(401);
      const others = await api.token(SCOPES.filter((each) => each !== scope));
      const refused = await ask(others);
      expect(refused.status).toBe(403);
      expect(refused.headers.get('www-authenticate')).toContain(`scope="${scope}"`);
      expect([401, 403]).not.toContain((await ask(own)).status);
      const statuses = [...(api.answered.get(id) ?? [])];
      expect(statuses.every((status) => status < 500)).toBe(true);
    });
  },
);
