/** The desk on HTTP: what lies in `feeds/`, and its health. Requests in, answers out; no socket needed. */
import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import type { Logger } from 'pino';

import { formats, siteDocuments } from '../formats/index.ts';
import type { Desk } from '../story/desk.ts';
import { answer, toResponse } from './answers.ts';
import { type ByteCache, createByteCache } from './byte-cache.ts';
import { type Health, healthAnswer } from './health.ts';
import { mediaTypesOf } from './media-types.ts';
import { notFound } from './not-found.ts';
import type { Deltas } from './relayed.ts';
import type { Representation } from './representation.ts';
import { readRequestPath } from './request-path.ts';
import { CROSS_ORIGIN_HEADERS } from './response-headers.ts';
import type { Robots } from './robots.ts';
import { fileServing, type FileServing, cacheControlOfMissing, serveFile } from './serve-file.ts';

export type WebOptions = {
  readonly feedsFolder: string;
  readonly desk: Desk;
  readonly health: () => Health | Promise<Health>;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
  readonly now: () => Date;
  /** Nothing is said where absent. */
  readonly robots?: Robots;
  /** Of feeds, to who asks for them by `A-IM`; `direct` where absent. */
  readonly deltas?: Deltas;
  /** The WebSub hub at `/hub`; absent where there is none. */
  readonly hub?: (request: Request) => Promise<HubAnswer>;
  /** The Link field of what lies at a path below `feeds/`, where it has one (WebSub §4). */
  readonly linkOf?: (path: string) => string | undefined;
  /** Of prepared files; by default one of 64 MiB. */
  readonly cache?: ByteCache<Representation>;
};

/** A feed of 50 stories takes about 150 kB in all its codings. */
export const CACHE_BYTES_MAX: number = 64 * 1024 * 1024;

const ALLOW = 'GET, HEAD, OPTIONS';

/** In plain text. */
type HubAnswer = {
  readonly status: number;
  readonly text: string;
  readonly headers?: Readonly<Record<string, string>>;
};

type Environment = { Bindings: Partial<HttpBindings> };

/** How documents are served, by the app and past it (serve-straight.ts). */
export function documentServing({
  feedsFolder,
  robots = {},
  deltas = 'direct',
  now,
  log,
  cache,
  linkOf,
}: WebOptions): FileServing {
  return fileServing({
    feedsFolder,
    mediaTypeOf: mediaTypesOf(formats, siteDocuments),
    cache: cache ?? createByteCache(CACHE_BYTES_MAX),
    robots,
    deltas,
    now,
    log,
    ...(linkOf !== undefined && { linkOf }),
  });
}

export function createApp(options: WebOptions, serving: FileServing = documentServing(options)): Hono<Environment> {
  const { hub } = options;
  const app = new Hono<Environment>();
  // Hono answers HEAD by its handler for GET, without the body.
  app.get('/healthz', async () => healthAnswer(await options.health()));
  if (hub !== undefined) app.all('/hub', async (context) => answerOf(await hub(context.req.raw)));
  app.get('*', (context) => document(context, serving, options));
  app.options('*', () => new Response(null, { status: 204, headers: { allow: ALLOW, ...PREFLIGHT_HEADERS } }));
  app.all('*', () => answer(405, 'Documents can be read here, by GET or HEAD.\n', { allow: ALLOW }));
  app.onError((error, context) => {
    options.log.error({ err: error, path: context.req.path }, 'cannot answer a request');
    return answer(500, 'Something went wrong here. The desk has been told.\n');
  });
  return app;
}

function answerOf({ status, text, headers }: HubAnswer): Response {
  return answer(status, text, headers);
}

/** A script of another site must ask before it sends the conditions of a conditional request. */
const PREFLIGHT_HEADERS: Readonly<Record<string, string>> = {
  ...CROSS_ORIGIN_HEADERS,
  'access-control-allow-methods': 'GET, HEAD',
  'access-control-allow-headers': 'If-None-Match, If-Modified-Since, A-IM',
  'access-control-max-age': '86400',
};

async function document(context: Context<Environment>, serving: FileServing, options: WebOptions): Promise<Response> {
  const path = readRequestPath(targetOf(context.req.raw, context.env));
  if (path.kind === 'refused') return answer(path.status, `${path.reason}\n`);
  const { headers } = context.req.raw;
  const served = await serveFile({ ...path, headers }, serving);
  if (served !== undefined) return toResponse(served);
  const { pathname } = new URL(context.req.url);
  return notFound({ path: pathname, headers, cacheControl: await cacheControlOfMissing(path, serving) }, options.desk);
}

/**
 * As in the request line. `Request.url` is parsed already, dots and backslashes resolved; where there is no Node server
 * there is nothing else.
 */
function targetOf(request: Request, environment: Partial<HttpBindings> | undefined): string {
  return environment?.incoming?.url ?? request.url;
}
