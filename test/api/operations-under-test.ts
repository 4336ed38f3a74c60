/** Operations that do nothing but show what every one has in common. */
import { z } from 'zod';

import { json } from '../../src/api/answer.ts';
import { operation, type Operation } from '../../src/api/operation.ts';
import { operations as ours } from '../../src/api/operations/index.ts';
import { StoreError } from '../../src/wire/store.ts';
import type { Scope } from '../../src/wire/token-shelf.ts';

const base = { tag: 'Tests', summary: 'for tests', answers: { 200: { description: 'what was said' } } } as const;

const show: Operation = operation({
  ...base,
  id: 'show',
  method: 'GET',
  path: '/things/{thing}',
  scope: 'events:read',
  params: z.object({ thing: z.string() }),
  query: z.strictObject({
    limit: z.coerce.number().int().min(1).max(9).default(5),
    filter: z.array(z.string()).default([]),
  }),
  headers: z.object({ 'last-event-id': z.string().regex(/^\d+$/, 'must be a number').exactOptional() }),
  run: async ({ params, query, headers, token }) => json({ params, query, headers, name: token?.name }),
});
const showAll: Operation = operation({
  ...base,
  id: 'showAll',
  method: 'GET',
  path: '/things/all',
  scope: 'events:read',
  run: async () => json({ all: true }),
});
const make: Operation = operation({
  ...base,
  id: 'make',
  method: 'POST',
  path: '/things',
  scope: 'stories:write',
  body: {
    kind: 'json',
    schema: z.strictObject({ name: z.string(), 'a/b': z.object({ size: z.int() }).exactOptional() }),
    bytesMax: 1_000,
  },
  run: async ({ body }) => json({ name: body.name }, 201),
});
const file: Operation = operation({
  ...base,
  id: 'file',
  method: 'PUT',
  path: '/copy',
  scope: 'stories:write',
  body: { kind: 'raw', mediaTypes: ['text/plain'], bytesMax: 2_000 },
  run: async ({ body }) => json({ bytes: body.bytes.byteLength, mediaType: body.mediaType }),
});
const fail: Operation = operation({
  ...base,
  id: 'fail',
  method: 'GET',
  path: '/fail/{how}',
  scope: 'events:read',
  params: z.object({ how: z.enum(['store', 'full', 'bug']) }),
  run: async ({ params: { how } }) => {
    if (how === 'bug') throw new Error('a secret reason');
    throw how === 'full'
      ? new StoreError('full', 'no room in /secret')
      : new StoreError('unavailable', '/secret failed');
  },
});

export const operations: readonly Operation[] = [...ours, show, showAll, make, file, fail];
export const WRITE: { readonly scopes: readonly Scope[] } = { scopes: ['stories:write'] };
