/** `GET /v1/stories`: what is on the wire, page by page. */
import { z } from 'zod';

import type { AccessToken } from '../../../wire/token-shelf.ts';
import { matches } from '../../../story/filter.ts';
import { publicSeq, type WireEvent } from '../../../wire/event.ts';
import type { TouchedStory } from '../../../wire/store.ts';
import { json, problem } from '../../answer.ts';
import { bearer } from '../../bearer.ts';
import { operation, type Operation } from '../../operation.ts';
import type { ApiRoom } from '../../room.ts';
import { status, storySummary } from '../../schemas/story.ts';
import { filterTerms } from '../../schemas/subscriber.ts';
import { sees, seesPrivate, summaryOf } from '../../story-view.ts';

/** So many stories are looked at for one page: a rare filter gets short pages, and never a slow one. */
const LOOKED_AT_MAX = 2_000;
const STEP = 200;

const QUERY = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('How many at most'),
  cursor: z
    .string()
    .regex(/^\d{1,15}$/, 'is the next of the page before')
    .exactOptional()
    .describe('The next of the page before'),
  status: status.exactOptional(),
  filter: filterTerms.default({}),
});

export const listStories: Operation = operation({
  id: 'listStories',
  method: 'GET',
  path: '/stories',
  tag: 'Stories',
  summary: 'Lists stories, those first that changed last',
  description: 'A page may be short, even empty, while there is a `next`: ask on until there is none.',
  scope: 'stories:read',
  query: QUERY,
  answers: {
    200: {
      description: 'A page of them.',
      schema: z.object({
        stories: z.array(storySummary),
        next: z.string().optional().describe('The cursor of the next page; absent on the last'),
      }),
    },
  },
  async run(call, room) {
    const token = bearer(call);
    const before = await placeOf(call.query.cursor, token, room);
    if (before === undefined && call.query.cursor !== undefined) {
      const detail = 'is not the next of a page that this token was given';
      return problem('invalid-parameters', `cursor ${detail}`, { errors: [{ parameter: 'cursor', detail }] });
    }
    const { found, next } = await page(call.query, before, token, room);
    const stories = found.map((touched) => summaryOf({ ...touched, token }, room));
    return json({ stories, ...(next !== undefined && { next }) });
  },
});

type Found = { readonly found: readonly TouchedStory[]; readonly next?: string };

async function page(
  { limit, status: wanted, filter }: z.output<typeof QUERY>,
  from: number | undefined,
  token: AccessToken,
  { store }: ApiRoom,
): Promise<Found> {
  const search = { withPrivate: seesPrivate(token), limit: STEP, ...(wanted !== undefined && { status: wanted }) };
  const found: TouchedStory[] = [];
  let before = from;
  for (let lookedAt = 0; lookedAt < LOOKED_AT_MAX; lookedAt += STEP) {
    const step = await store.stories.lastTouched({ ...search, ...(before !== undefined && { before }) });
    for (const touched of step) {
      before = touched.event.seq;
      if (!sees(token, touched.version) || !matches(filter, touched.version)) continue;
      found.push(touched);
      if (found.length === limit) return { found, next: cursorOf(touched.event, token) };
    }
    const last = step.at(-1);
    if (step.length < STEP || last === undefined) return { found };
    if (lookedAt + STEP >= LOOKED_AT_MAX) return { found, next: cursorOf(last.event, token) };
  }
  return { found };
}

/** Numbers that leave gaps would tell of what only the trusted may know of. */
function cursorOf(event: WireEvent, token: AccessToken): string {
  return String(seesPrivate(token) ? event.seq : publicSeq(event));
}

async function placeOf(
  cursor: string | undefined,
  token: AccessToken,
  { store }: ApiRoom,
): Promise<number | undefined> {
  if (cursor === undefined || seesPrivate(token)) return cursor === undefined ? undefined : Number(cursor);
  return (await store.log.withPublicSeq(Number(cursor)))?.seq;
}
