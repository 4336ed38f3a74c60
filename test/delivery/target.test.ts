import { describe, expect, it } from 'vitest';

import { checkTarget, type TargetPolicy } from '../../src/delivery/target.ts';
import { REFUSED_TARGETS } from './refused-targets.ts';

const strict: TargetPolicy = { allow: [], ports: [443], allowHttp: false };

describe(`each of ${REFUSED_TARGETS.length} spellings of a forbidden target is refused`, () => {
  it('and there are at least 60 of them, no two the same', () => {
    expect(new Set(REFUSED_TARGETS).size).toBe(REFUSED_TARGETS.length);
    expect(REFUSED_TARGETS.length).toBeGreaterThanOrEqual(60);
  });

  it.each(REFUSED_TARGETS)('%s', (url) => {
    expect(checkTarget(url, strict)).toEqual(expect.any(String));
  });
});

describe('a target of the public Internet is fine', () => {
  it.each([
    'https://partner.example/wire?key=1#part',
    'https://partner.example:443/',
    'https://partner.example./',
    'https://例え.テスト.example/',
    'https://8.8.8.8/',
    'https://[2606:4700:4700::1111]/',
    'https://[::ffff:8.8.8.8]/',
    'https://172.32.0.1/',
    'https://11.0.0.1/',
    'https://localhost.partner.example/',
    'https://127.0.0.1.partner.example/',
  ])('%s', (url) => {
    expect(checkTarget(url, strict)).toBeUndefined();
  });
});

describe('the operator can allow', () => {
  it.each([
    { url: 'https://10.1.2.3/', allow: ['10.1.0.0/16'] },
    { url: 'https://10.1.2.3/', allow: ['10.1.2.3'] },
    { url: 'https://0xa010203/', allow: ['10.1.2.3/32'] },
    { url: 'https://[::ffff:10.1.2.3]/', allow: ['10.1.0.0/16'] },
    { url: 'https://[fd00::7]/', allow: ['fd00::/8'] },
    { url: 'https://[fd00::7]/', allow: ['fd00::7'] },
    { url: 'https://LocalHost/', allow: ['localhost'] },
    { url: 'https://localhost./', allow: ['LOCALHOST'] },
    { url: 'https://ingest.internal/', allow: ['ingest.internal.'] },
  ])('$url by $allow', ({ url, allow }) => {
    expect(checkTarget(url, strict)).toBeDefined();
    expect(checkTarget(url, { ...strict, allow })).toBeUndefined();
  });

  it.each([
    { url: 'https://10.2.0.1/', allow: ['10.1.0.0/16'] },
    { url: 'https://127.0.0.1/', allow: ['localhost'] },
    { url: 'https://sub.ingest.internal/', allow: ['ingest.internal'] },
    { url: 'https://localhost/', allow: ['127.0.0.1/32'] },
    { url: 'https://10.1.2.3/', allow: ['10.1.0.0/33', '10.1'] },
  ])('but nothing beyond that: not $url by $allow', ({ url, allow }) => {
    expect(checkTarget(url, { ...strict, allow })).toBeDefined();
  });

  it('further ports, and http', () => {
    expect(checkTarget('https://partner.example:8443/', { ...strict, ports: [443, 8443] })).toBeUndefined();
    expect(checkTarget('http://partner.example/', { ...strict, ports: [80], allowHttp: true })).toBeUndefined();
  });
});

it.each([
  { url: 'partner.example', says: /write it whole, such as https:/ },
  { url: 'http://partner.example/', says: /use https:\/\/, or set webhooks\.allowHttp/ },
  { url: 'https://partner.example:9000/', says: /port 9000 is not among webhooks\.ports/ },
  { url: 'https://127.1/', says: /127\.0\.0\.1 is not an address of the public Internet.*webhooks\.allow/ },
  { url: 'https://intranet/', says: /intranet is not a name of the public Internet.*webhooks\.allow/ },
  { url: 'https://a:b@partner.example/', says: /user name or password/ },
])('$url: says what is wrong and what to do', ({ url, says }) => {
  expect(checkTarget(url, strict)).toMatch(says);
});
