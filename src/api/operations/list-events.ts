/** `GET /v1/events`: the events of the wire, from a place that the client keeps; as a page, or as a stream. */
import { z } from 'zod';

import { prefers } from '../accepts.ts';
import { lateJson, type ApiAnswer } from '../answer.ts';
import { bearer } from '../bearer.ts';
import { awaitEvents } from '../events/await-events.ts';
import { writeCursor } from '../events/cursor.ts';
import type { Reading } from '../events/event-feed.ts';
import { placeIn, wantedIn } from '../events/events-query.ts';
import { eventJson } from '../events/stream-frames.ts';
import type { NewStream } from '../events/event-streams.ts';
import { operation, type Operation } from '../operation.ts';
import type { ApiRoom } from '../room.ts';
import { FORMATS_DESCRIBED } from '../schemas/format.ts';

/** Of a page: some more where the last event is large. */
const PAGE_BYTES = 4 * 1024 * 1024;

/** Below the 60 s after which proxies give an answer up. */
const WAIT_MAX_S = 50;

const STREAM = 'text/event-stream';

const query = z.strictObject({
  after: z.string().exactOptional().meta({
    description:
      'A cursor: only what comes after it. `0` is the beginning, `head` the end. By default the beginning; of a stream, the end.',
    example: '1042',
  }),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(500)
    .default(100)
    .meta({ description: 'So many events at most; of a page.' }),
  wait: z.coerce.number().min(0).max(WAIT_MAX_S).default(0).meta({
    description: 'Where there is nothing, the answer waits so many seconds for something; of a page.',
  }),
  format: z
    .string()
    .default('ninjs')
    .meta({ description: `${FORMATS_DESCRIBED}. As for webhooks.` }),
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

const headers = z.object({
  accept: z
    .string()
    .exactOptional()
    .meta({ description: `\`${STREAM}\` for a stream of server-sent events.` }),
  'last-event-id': z.string().exactOptional().meta({ description: 'Of a stream: goes before `after`.' }),
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
  document: z
    .union([z.looseObject({}), z.string()])
    .meta({ description: 'In the format that was asked for: of `mediaType`. JSON as it is, all else as a string.' }),
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
  summary: 'What has happened to stories, in order, from a cursor on: as a page, or as a stream',
  scope: 'events:read',
  query,
  headers,
  answers: {
    200: {
      description: 'A page of events, each with its document; or a stream of them.',
      schema: page,
      otherMediaTypes: [STREAM],
    },
  },
  async run(call, room) {
    const { query: asked, headers: fields, request } = call;
    const token = bearer(call);
    const wanted = wantedIn(asked, token, room);
    if ('kind' in wanted) return wanted;
    const isStream = prefers(fields.accept, STREAM, 'application/json');
    const lastEventId = isStream ? fields['last-event-id'] : undefined;
    const from = await (lastEventId === undefined || lastEventId === ''
      ? placeIn({ text: asked.after ?? (isStream ? 'head' : '0'), error: { parameter: 'after' } }, wanted, room)
      : placeIn({ text: lastEventId, error: { header: 'last-event-id' } }, wanted, room));
    if ('kind' in from) return from;
    if (isStream) return streamOf({ token, wanted, from }, room);
    const limits = { events: asked.limit, bytes: PAGE_BYTES };
    const waiting = { from, wanted, limits, token, waitMs: asked.wait * 1_000, signal: request.signal };
    const reading = await awaitEvents(waiting, room);
    return 'kind' in reading ? reading : pageOf(reading, request.target, room);
  },
});

/** Proxies that gather what they pass on would hold every event back: nginx heeds that field. */
function streamOf(stream: NewStream, { streams, places }: ApiRoom): ApiAnswer {
  return {
    kind: 'stream',
    mediaType: STREAM,
    headers: { 'x-accel-buffering': 'no' },
    refusal: () => places.refusal(stream.token.id),
    begin: (outgoing) => streams.open(outgoing, stream),
  };
}

/** The events are JSON already, and large. */
function pageOf({ found, upTo, hasMore }: Reading, target: string, { feed }: ApiRoom): ApiAnswer {
  const next = writeCursor(upTo.cursor);
  const text = async (): Promise<string> => {
    const events = (await feed.standing(found)).map(eventJson);
    return `{"events":[${events.join(',')}],"next":"${next}","more":${hasMore}}\n`;
  };
  return lateJson(text, { link: nextLink(target, next) });
}

/**
 * RFC 8288 §3.2: a reference is relative to what was asked for, as the client asked for it. A query alone stays right behind
 * a proxy that has the desk below a path of its own.
 */
function nextLink(target: string, next: string): string {
  const asked = new URLSearchParams(target.split('?')[1] ?? '');
  asked.set('after', next);
  return `<?${asked.toString()}>; rel="next"`;
}
