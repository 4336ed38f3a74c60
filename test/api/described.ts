/** Requests to an API whose answers must be as its description says. */
import formats from 'ajv-formats';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { expect } from 'vitest';

import type { OpenApi, OperationObject, ResponseObject } from '../../src/api/description/openapi.ts';

export type Asking = {
  readonly token?: string | undefined;
  readonly method?: string;
  /** JSON, unless it is text or bytes. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
};

export type Answer = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Of what is JSON. */
  // Tests look into it with matchers.
  readonly json: never;
};

export type Described = {
  readonly description: OpenApi;
  readonly ask: (path: string, asking?: Asking) => Promise<Answer>;
  /** Which operations have been answered so, with which statuses. */
  readonly answered: ReadonlyMap<string, ReadonlySet<number>>;
};

export function described(url: string, description: OpenApi): Described {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  formats.default(ajv);
  ajv.addSchema({ ...description, $id: 'https://api.example/' });
  const validators = new Map<string, ValidateFunction>();
  const validatorOf = (pointer: string): ValidateFunction => {
    const known = validators.get(pointer) ?? ajv.compile({ $ref: `https://api.example/#${pointer}` });
    validators.set(pointer, known);
    return known;
  };
  const answered = new Map<string, Set<number>>();

  async function ask(path: string, { token, method = 'GET', body, headers = {} }: Asking = {}): Promise<Answer> {
    const isRaw = typeof body === 'string' || body instanceof Buffer;
    const response = await fetch(new URL(`/v1${path}`, url), {
      method,
      ...(body !== undefined && { body: isRaw ? body : JSON.stringify(body) }),
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && !isRaw && { 'content-type': 'application/json' }),
        ...headers,
      },
    });
    const text = await response.text();
    const mediaType = response.headers.get('content-type')?.split(';')[0] ?? '';
    const isJson = /[/+]json$/.test(mediaType);
    const json = (isJson ? JSON.parse(text) : undefined) as never;
    const found = operationAt(description, method, path);
    const isOfFormat = path.includes('format=');
    if (found !== undefined)
      check(found, { status: response.status, mediaType, content: isJson ? json : text, isOfFormat });
    return { status: response.status, headers: response.headers, text, json };
  }

  function check({ pointer, operation }: Found, { status, mediaType, content: got, isOfFormat }: Got) {
    const response: ResponseObject | undefined = operation.responses[String(status)];
    expect(response, `${operation.operationId} is described with ${status}`).toBeDefined();
    const at = response?.$ref === undefined ? `${pointer}/responses/${status}` : response.$ref.slice(1);
    const content = response?.$ref === undefined ? response?.content : { 'application/problem+json': {} };
    answered.set(operation.operationId, (answered.get(operation.operationId) ?? new Set()).add(status));
    if (content === undefined) return;
    expect(Object.keys(content)).toContain(mediaType);
    if (response?.$ref === undefined && content[mediaType]?.schema === undefined) return;
    const choice = isOfFormat || content[mediaType]?.schema?.['anyOf'] === undefined ? '' : '/anyOf/0';
    const validate = validatorOf(
      `${at}/content/${mediaType.replaceAll('/', '~1').replaceAll('+', '%2B')}/schema${choice}`,
    );
    expect(validate(got) ? [] : validate.errors, `${operation.operationId}: ${JSON.stringify(got)}`).toEqual([]);
  }
  return { description, ask, answered };
}

type Got = {
  readonly status: number;
  readonly mediaType: string;
  /** JSON as values, all else as text. */
  readonly content: unknown;
  /** A format was asked for: its schema is elsewhere. */
  readonly isOfFormat: boolean;
};

type Found = { readonly pointer: string; readonly operation: OperationObject };

/** By the description alone, so that the router is held against it. */
function operationAt({ paths }: OpenApi, method: string, path: string): Found | undefined {
  const asked = path.split('?')[0]?.split('/') ?? [];
  const fits = (template: string): boolean => {
    const parts = template.split('/');
    return parts.length === asked.length && parts.every((part, index) => part.startsWith('{') || part === asked[index]);
  };
  const template = Object.keys(paths)
    .filter(fits)
    .toSorted((a, b) => a.split('{').length - b.split('{').length)[0];
  const operation = template === undefined ? undefined : paths[template]?.[method.toLowerCase()];
  if (template === undefined || operation === undefined) return undefined;
  const escaped = encodeURIComponent(template.replaceAll('/', '~1'));
  return { pointer: `/paths/${escaped}/${method.toLowerCase()}`, operation };
}
