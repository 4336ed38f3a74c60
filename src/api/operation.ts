/**
 * One operation of the API as a plain object: what it is called, what it takes, what it answers, and what it does. Routing
 * and validation go by it, and so does the description of the API.
 */
import type { IncomingHttpHeaders } from 'node:http';

import type { z } from 'zod';

import type { AccessToken, Scope } from '../wire/token-shelf.ts';
import type { ApiAnswer } from './answer.ts';
import type { ApiRoom } from './room.ts';

export const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
export type Method = (typeof METHODS)[number];

export type Operation = {
  /** `operationId` of OpenAPI. */
  readonly id: string;
  readonly method: Method;
  /** Below `/v1`, with templates as OpenAPI writes them: `/stories/{story}`. */
  readonly path: string;
  /** The heading that it stands under. */
  readonly tag: string;
  /** In one line. */
  readonly summary: string;
  /** Markdown. */
  readonly description?: string;
  /** What a token must be for; absent: no token is asked for. */
  readonly scope?: Scope;
  /** Of the templates in `path`: text each. */
  readonly params?: z.ZodObject;
  /** A field that is a list may come several times. What is not named here is refused. */
  readonly query?: z.ZodObject;
  /** Names in small letters; text each. Other fields are ignored. */
  readonly headers?: z.ZodObject;
  readonly body?: OperationBody;
  /** By status; problems need not stand here. */
  readonly answers: Readonly<Record<number, OperationAnswer>>;
  /** Its answer has a secret in it: what is kept of that is sealed. */
  readonly showsSecret?: true;
  // A method, so that one which takes its own query is an operation like any other.
  run(call: Call, room: ApiRoom): Promise<ApiAnswer>;
};

export type OperationBody = JsonBody | RawBody;

type JsonBody = { readonly kind: 'json'; readonly schema: z.ZodType; readonly bytesMax?: number };

/** As it comes, of one of these media types. */
type RawBody = { readonly kind: 'raw'; readonly mediaTypes: readonly string[]; readonly bytesMax?: number };

export type OperationAnswer = {
  readonly description: string;
  readonly schema?: z.ZodType;
  /** `application/json` where absent. */
  readonly mediaType?: string;
  /** Where the same is answered in other forms, whose schemas are elsewhere. */
  readonly otherMediaTypes?: readonly string[];
};

/** A request that has passed every check. */
export type Call<Params = unknown, Query = unknown, Headers = unknown, Body = unknown> = {
  readonly params: Params;
  readonly query: Query;
  readonly headers: Headers;
  readonly body: Body;
  /** Of whom; of an operation without a scope there is none. */
  readonly token: AccessToken | undefined;
  /** ISO 8601; when the same was asked of a process that died before it answered, and may have done it all the same. */
  readonly firstAskedAt: string | undefined;
  readonly request: ApiRequest;
};

export type RawContent = { readonly mediaType: string; readonly bytes: Uint8Array };

export type ApiRequest = {
  readonly method: string;
  /** As in the request line. */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  /** Rejects with a `BodyTooLarge` where there are more. */
  readonly readBody: (bytesMax: number) => Promise<Uint8Array>;
  /** The client has hung up, or the desk stops. */
  readonly signal: AbortSignal;
};

type Output<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;

type OutputOfBody<Body> = Body extends { readonly schema: infer Schema }
  ? Output<Schema>
  : Body extends RawBody
    ? RawContent
    : undefined;

type TypedOperation<Params, Query, Headers, Body> = Omit<Operation, 'params' | 'query' | 'headers' | 'body' | 'run'> & {
  readonly params?: Params;
  readonly query?: Query;
  readonly headers?: Headers;
  readonly body?: Body;
  run(
    call: Call<Output<Params>, Output<Query>, Output<Headers>, OutputOfBody<Body>>,
    room: ApiRoom,
  ): Promise<ApiAnswer>;
};

/** The same, with what `run` is given in the types of its schemas. */
export function operation<
  Params extends z.ZodObject | undefined = undefined,
  Query extends z.ZodObject | undefined = undefined,
  Headers extends z.ZodObject | undefined = undefined,
  const Body extends OperationBody | undefined = undefined,
>(typed: TypedOperation<Params, Query, Headers, Body>): Operation;
export function operation(typed: Operation): Operation {
  return typed;
}
