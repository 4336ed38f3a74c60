/** `GET /v1/events`: the events of the wire, from a place that the client keeps. */
import { z } from 'zod';

import { lateJson, type ApiAnswer } from '../answer.ts';
import { writeCursor } from '../events/cursor.ts';
import type { FoundEvent, Reading } from '../events/event-feed.ts';
import { placeIn, wantedIn } from '../events/events-query.ts';
import { operation, type Operation } from '../operation.ts';
import type { ApiRoom } from '../room.ts';

/** Of a page: some more where the last event is large. */
const PAGE_BYTES = 4 * 1024 * 1024;

const FORMAT = 'ninjs';

const query = z.strictObject({
  after: z.string().exactOptional().meta({
    description:
      'A cursor: only what comes after it. `0` is the beginning, `head` the end. By default the beginning, and with `Accept: text/event-stream` the end.',
    example: '1042',
  }),
  limit: z.coerce.number().int().min(1).max(500).default(100).meta({ description: 'So many events at most.' }),
  format: z.string().default(FORMAT).meta({ description: 'What documents are written in, as for webhooks.' }),
  filter: z.array(z.string()).default([]).meta({
    description: 'Terms as of `wiredesk subscribers add --filter`, such as `language=fr`; each narrows.',
  }),
  language: z.string().exactOptional(),
  section: z.string().exactOptional(),
  subject: z.string().exactOptional(),
  place: z.string().exactOptional(),
  keyword: z.string().exactOptional(),
  event: z.string().exactOptional(),
  urgency: z.string().exactOptional(),
});

const event = z.object({
  cursor: z.string().meta({ description: 'Behind this event: to go on from here.' }),
  id: z.string().meta({ description: 'The `webhook-id` that the same event has as a webhook.' }),
  type: z.string(),
  timestamp: z.iso.datetime().meta({ description: 'When it was committed.' }),
  sequence: z.int().optional().meta({ description: 'Absent while the story is under embargo.' }),
  guid: z.string(),
  version: z.int(),
  previousVersion: z.int().optional(),
  format: z.string(),
  mediaType: z.string(),
  document: z.unknown().meta({ description: 'JSON formats as they are, all others as a string.' }),
});

const page = z.object({
  events: z.array(event),
  next: z.string().meta({ description: 'The cursor to ask with next, also where there are no events.' }),
  more: z.boolean().meta({ description: 'Whether there is more already.' }),
});

export const listEvents: Operation = operation({
  id: 'listEvents',
  method: 'GET',
  path: '/events',
  tag: 'Events',
  summary: 'What has happened to stories, in order, from a cursor on',
  scope: 'events:read',
  query,
  answers: { 200: { description: 'A page of events, each with its document.', schema: page } },
  async run({ query: asked, token, request }, room) {
    if (token === undefined) throw new Error('an operation with a scope has a token');
    const wanted = wantedIn(asked, token, room);
    if ('kind' in wanted) return wanted;
    const from = await placeIn({ text: asked.after, error: { parameter: 'after' } }, wanted, room);
    if ('kind' in from) return from;
    const reading = await room.feed.read(from, wanted, { events: asked.limit, bytes: PAGE_BYTES });
    return pageOf(reading, request.target, room);
  },
});

function pageOf({ found, upTo, hasMore }: Reading, target: string, { feed }: ApiRoom): ApiAnswer {
  const next = writeCursor(upTo.cursor);
  return lateJson(async () => pageText(await feed.standing(found), next, hasMore), { link: nextLink(target, next) });
}

/** The events are JSON already, and large. */
function pageText(events: readonly FoundEvent[], next: string, more: boolean): string {
  const lines = events.map(({ cursor, text }) => `{"cursor":"${writeCursor(cursor)}",${text.slice(1)}`);
  return `{"events":[${lines.join(',')}],"next":"${next}","more":${more}}\n`;
}

/** RFC 8288: as it was asked for, from there on. */
function nextLink(target: string, next: string): string {
  const asked = new URLSearchParams(target.split('?')[1] ?? '');
  asked.set('after', next);
  return `</v1/events?${asked.toString()}>; rel="next"`;
}
