import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { readRequestPath } from '../../src/web/request-path.ts';

describe('the target of a request', () => {
  it.each([
    { target: '/', segments: [], endsWithSlash: true, document: 'index.html', query: '' },
    { target: '', segments: [], endsWithSlash: true, document: 'index.html', query: '' },
    { target: '/rss.xml', segments: ['rss.xml'], endsWithSlash: false, document: 'rss.xml', query: '' },
    {
      target: '/stories/a/',
      segments: ['stories', 'a'],
      endsWithSlash: true,
      document: 'stories/a/index.html',
      query: '',
    },
    {
      target: '/rss.xml?x=/../y&z=%',
      segments: ['rss.xml'],
      endsWithSlash: false,
      document: 'rss.xml',
      query: '?x=/../y&z=%',
    },
    { target: '/%72ss.xml', segments: ['rss.xml'], endsWithSlash: false, document: 'rss.xml', query: '' },
    { target: '/%E2%82%AC/%C3%A9', segments: ['€', 'é'], endsWithSlash: false, document: '€/é', query: '' },
    { target: '/%252e%252e/x', segments: ['%2e%2e', 'x'], endsWithSlash: false, document: '%2e%2e/x', query: '' },
    { target: '//x', segments: ['', 'x'], endsWithSlash: false, document: '/x', query: '' },
    {
      target: 'http://wire.example/rss.xml',
      segments: ['rss.xml'],
      endsWithSlash: false,
      document: 'rss.xml',
      query: '',
    },
    { target: 'HTTPS://wire.example?x', segments: [], endsWithSlash: true, document: 'index.html', query: '?x' },
  ])('$target is a path', ({ target, ...path }) => {
    expect(readRequestPath(target)).toEqual({ kind: 'path', ...path });
  });

  it.each([
    { target: '/../x', status: 400 },
    { target: '/a/../../x', status: 400 },
    { target: '/.', status: 400 },
    { target: '/%2e%2E/x', status: 400 },
    { target: '/a%2fb', status: 400 },
    { target: '/a%5Cb', status: 400 },
    { target: '/a\\b', status: 400 },
    { target: '/a%00', status: 400 },
    { target: '/a%0d%0ab', status: 400 },
    { target: '/a%C2%85', status: 400 },
    { target: '/%', status: 400 },
    { target: '/%zz', status: 400 },
    { target: '/%c0%ae%c0%ae/', status: 400 },
    { target: '/%ff', status: 400 },
    { target: '/\u00E9', status: 400 },
    { target: '/a b', status: 400 },
    { target: '/a#b', status: 400 },
    { target: '*', status: 400 },
    { target: 'rss.xml', status: 400 },
    { target: 'ftp://wire.example/rss.xml', status: 400 },
    { target: `/${'a'.repeat(8_000)}`, status: 414 },
  ])('$target is refused', ({ target, status }) => {
    expect(readRequestPath(target)).toMatchObject({ kind: 'refused', status });
  });

  it('is taken up to 8,000 characters (RFC 9110 §4.1)', () => {
    expect(readRequestPath(`/${'a'.repeat(7_999)}`)).toMatchObject({ kind: 'path' });
  });

  it('never becomes a name that leads elsewhere', () => {
    const piece = fc.constantFrom(
      '..',
      '.',
      '/',
      '%2e',
      '%2f',
      '%5c',
      '%00',
      '\\',
      '%',
      'a',
      '%25',
      '%c0%ae',
      '?',
      ':',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const path = readRequestPath(`/${pieces.join('')}`);
        if (path.kind === 'refused') return;
        for (const segment of path.segments) expect(segment).not.toMatch(/^\.\.?$|[/\\\0]/);
      }),
    );
  });
});
