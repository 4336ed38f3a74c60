/** The description of the API: valid, whole, and true. */
import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';

import { operations } from '../../src/api/operations/index.ts';
import { routesOf } from '../../src/api/routes.ts';
import { chosenFormats } from '../../src/formats/index.ts';
import { htmlFaults } from '../support/read-html.ts';
import { BASE_URL, deskApi } from './desk-api.ts';

describe('the description', () => {
  it('is valid OpenAPI 3.1, without a token', async () => {
    const { ask, token } = await deskApi();
    await token();
    const { status, json } = await ask('/openapi.json');
    expect(status).toBe(200);
    const validator = new Validator();
    expect(await validator.validate(json)).toEqual({ valid: true });
    expect(validator.version).toBe('3.1');
    expect(json).toMatchObject({
      servers: [{ url: `${BASE_URL}v1` }],
      info: { title: 'The wire of Panafrican News Agency' },
    });
  });

  it('has every route and no other', async () => {
    const { description } = await deskApi();
    const there = Object.entries(description.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(there.toSorted()).toEqual(operations.map(({ method, path }) => `${method} ${path}`).toSorted());
    const routes = routesOf(operations);
    for (const each of there) {
      const [method = '', path = ''] = each.split(' ');
      const segments = path
        .replaceAll(/\{(\w+)\}/g, 'some $1')
        .split('/')
        .slice(1);
      const route = routes(method, segments);
      expect(route.kind === 'found' && `${route.operation.method} ${route.operation.path}`).toBe(each);
    }
  });

  it('names each operation once, and every template of its path', async () => {
    const { description } = await deskApi();
    const all = Object.entries(description.paths).flatMap(([path, methods]) =>
      Object.values(methods).map((operation) => ({ path, operation })),
    );
    const ids = all.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { path, operation } of all) {
      const templates = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const named = (operation.parameters ?? []).filter((each) => each.in === 'path').map(({ name }) => name);
      expect(named).toEqual(templates);
    }
  });

  it('says what each body is: of every media type whether it is JSON or text', async () => {
    const { description } = await deskApi();
    const bodies = Object.values(description.paths)
      .flatMap((methods) => Object.values(methods))
      .flatMap(({ requestBody, responses }) => [requestBody, ...Object.values(responses)])
      .flatMap((body) => Object.entries(body?.content ?? {}));
    expect(bodies.filter(([, { schema }]) => schema === undefined)).toEqual([]);
    const ofFormats = description.paths['/stories/{story}']?.['get']?.responses['200']?.content ?? {};
    for (const { mediaType } of chosenFormats.values()) {
      const essence = mediaType.split(';')[0] ?? '';
      const { schema } = ofFormats[essence] ?? {};
      if (essence !== 'application/json')
        expect([essence, schema?.['type']]).toEqual([
          essence,
          essence.endsWith('json') ? ['object', 'array'] : 'string',
        ]);
      expect(description.components['schemas']?.['Format']?.['description']).toContain(`(${essence})`);
    }
  });

  it('has no reference that leads nowhere', async () => {
    const { description } = await deskApi();
    const text = JSON.stringify(description);
    for (const [, pointer = ''] of text.matchAll(/"\$ref":"#([^"]+)"/g)) {
      const found = pointer
        .split('/')
        .slice(1)
        .reduce<unknown>((inner, key) => Reflect.get(Object(inner), key), description);
      expect(found, pointer).toBeDefined();
    }
    expect(text).not.toContain('9007199254740991');
  });
});

describe('the page', () => {
  it('shows every operation, and takes nothing from elsewhere', async () => {
    const { ask, token, description } = await deskApi();
    await token();
    for (const [path, toRoot, toApi] of [
      ['/', '../', ''],
      ['', '', 'v1/'],
    ] as const) {
      const { status, text, headers } = await ask(path);
      expect(status).toBe(200);
      expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toMatch(/^default-src 'none'; style-src 'self'; /);
      expect(policy).not.toContain('unsafe');
      for (const operation of Object.values(description.paths).flatMap((methods) => Object.values(methods))) {
        expect(text).toContain(`id="${operation.operationId}"`);
      }
      expect(text).not.toMatch(/<script|<style|\son\w+=|style="|src=/);
      const taken = [...text.matchAll(/<link [^>]*href="([^"?]*)/g)].map(([, href]) => href);
      expect(taken).toEqual([`${toRoot}assets/page.css`, `${toRoot}assets/icon.svg`, `${toApi}page.css`]);
      expect(text).toContain(`href="${toApi}openapi.json"`);
      expect(await htmlFaults(text)).toEqual([]);
      // Descriptions are CommonMark in openapi.json.
      expect(text).toContain('as <code>wiredesk check</code> says it');
      expect(text).not.toContain('`');
    }
  });
});
