/** The description of the API (OpenAPI 3.1), from the operations by which it routes and the schemas by which it validates. */
import type { z } from 'zod';

import type { Operation, OperationAnswer } from '../operation.ts';
import { PROBLEM_TYPES } from '../problem-types.ts';
import { jsonSchema, type Components, type JsonSchema } from './json-schemas.ts';
import { problemSchema } from './problem-schema.ts';

export type Described = {
  readonly operations: readonly Operation[];
  readonly baseUrl: string;
  readonly agency: string;
  /** Of the program. */
  readonly version: string;
};

export type OpenApi = {
  readonly openapi: '3.1.1';
  readonly info: JsonSchema;
  readonly servers: readonly JsonSchema[];
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationObject>>>>;
  readonly components: { readonly [kind: string]: Readonly<Record<string, JsonSchema>> };
};

export type OperationObject = {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description?: string;
  readonly parameters?: readonly ParameterObject[];
  readonly requestBody?: { readonly required: boolean; readonly content: ContentObject };
  readonly responses: Readonly<Record<string, ResponseObject>>;
  readonly security: readonly JsonSchema[];
};

export type ParameterObject = {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly description?: string;
  readonly schema: JsonSchema;
  readonly explode?: true;
};

type ContentObject = Readonly<Record<string, { readonly schema?: JsonSchema }>>;

export type ResponseObject = {
  readonly description?: string;
  readonly content?: ContentObject;
  readonly headers?: Readonly<Record<string, JsonSchema>>;
  readonly $ref?: string;
};

const BEARER = 'token';

/** The same operations give the same bytes. */
export function describeApi({ operations, baseUrl, agency, version }: Described): OpenApi {
  const components: Components = new Map();
  const problem = jsonSchema(problemSchema, 'output', components);
  const paths: Record<string, Record<string, OperationObject>> = {};
  for (const operation of operations) {
    const place = (paths[operation.path] ??= {});
    place[operation.method.toLowerCase()] = described(operation, components);
  }
  return {
    openapi: '3.1.1',
    info: {
      title: `The wire of ${agency}`,
      version,
      description: 'Errors are problems (RFC 9457), explained at `/v1/problems`. See docs/api.md of Wiredesk.',
    },
    servers: [{ url: `${baseUrl}v1` }],
    tags: [...new Set(operations.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      schemas: Object.fromEntries([...components].sort(([a], [b]) => (a < b ? -1 : 1))),
      responses: problemResponses(problem),
      securitySchemes: { [BEARER]: { type: 'http', scheme: 'bearer', description: 'Made by `wiredesk tokens add`' } },
    },
  };
}

function described(operation: Operation, components: Components): OperationObject {
  const { id, tag, summary, description, scope, answers } = operation;
  const parameters = parametersOf(operation, components);
  const body = bodyOf(operation, components);
  const own = Object.entries(answers).map(([status, answer]) => [status, responseOf(answer, components)] as const);
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(description !== undefined && { description }),
    ...(parameters.length > 0 && { parameters }),
    ...(body !== undefined && { requestBody: { required: !mayBeLeftOut(operation), content: body } }),
    responses: { ...Object.fromEntries(own), ...refusalsOf(operation) },
    // OpenAPI 3.1 lets roles stand there for schemes other than OAuth.
    security: scope === undefined ? [] : [{ [BEARER]: [scope] }],
  };
}

function mayBeLeftOut({ method, body }: Operation): boolean {
  return method === 'POST' && body?.kind === 'json' && body.schema.safeParse({}).success;
}

function parametersOf({ params, query, headers, method, scope }: Operation, components: Components): ParameterObject[] {
  const key = method !== 'GET' && scope !== undefined ? [IDEMPOTENCY_KEY] : [];
  return [
    ...inPlace('path', params, components),
    ...inPlace('query', query, components),
    ...inPlace('header', headers, components),
    ...key,
  ];
}

const IDEMPOTENCY_KEY: ParameterObject = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'Of your own choice, a new one for each request: sent again with the same key within a day, the request is not done again, and the first answer comes once more.',
  schema: { type: 'string', minLength: 1, maxLength: 257 },
};

function inPlace(
  place: ParameterObject['in'],
  schema: z.ZodObject | undefined,
  components: Components,
): ParameterObject[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = objectSchema(jsonSchema(schema, 'input', components));
  return Object.entries(properties).map(([name, { description, ...property }]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    ...(typeof description === 'string' && { description }),
    schema: property,
    ...(property['type'] === 'array' && { explode: true as const }),
  }));
}

type ObjectSchema = {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
};

function objectSchema(schema: JsonSchema): ObjectSchema {
  return schema;
}

function bodyOf({ body }: Operation, components: Components): ContentObject | undefined {
  if (body === undefined) return undefined;
  if (body.kind === 'json') return { 'application/json': { schema: jsonSchema(body.schema, 'input', components) } };
  return contentOf(body.mediaTypes);
}

function responseOf(answer: OperationAnswer, components: Components): ResponseObject {
  const { description, schema, mediaType = 'application/json' } = answer;
  if (schema === undefined)
    return answer.mediaType === undefined ? { description } : { description, content: contentOf([mediaType]) };
  const own = { [mediaType]: { schema: jsonSchema(schema, 'output', components) } };
  return { description, content: { ...contentOf(answer.otherMediaTypes ?? []), ...own } };
}

/** Documents of standards that describe themselves: of JSON an object or a list, of all else the text. */
function contentOf(mediaTypes: readonly string[]): ContentObject {
  return Object.fromEntries(
    mediaTypes.map((type) => [type, { schema: { type: isJson(type) ? ['object', 'array'] : 'string' } }]),
  );
}

function isJson(mediaType: string): boolean {
  return /[/+]json$/.test(mediaType);
}

/** What may be answered in place of that, by what the operation takes. */
function refusalsOf(operation: Operation): Readonly<Record<string, ResponseObject>> {
  const { params, body, scope, method } = operation;
  const statuses = [
    400,
    ...(scope === undefined ? [] : [401, 403, 429]),
    404,
    ...(params === undefined && method === 'GET' ? [] : [409, 422]),
    ...(operation.path.includes('/versions/') ? [410] : []),
    ...(body === undefined ? [] : [413, 415]),
    500,
    503,
  ];
  return Object.fromEntries(statuses.map((status) => [status, { $ref: `#/components/responses/${status}` }]));
}

function problemResponses(schema: JsonSchema): Readonly<Record<string, JsonSchema>> {
  const byStatus = Map.groupBy(Object.entries(PROBLEM_TYPES), ([, type]) => type.status);
  return Object.fromEntries(
    [...byStatus].map(([status, these]) => [
      String(status),
      {
        description: these.map(([name, { title }]) => `${title} (\`${name}\`).`).join(' '),
        content: { 'application/problem+json': { schema } },
      },
    ]),
  );
}
