/** JSON that means harm, and JSON that is merely broken: each is told with its place, and nothing of it is published. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { type JsonValue, parseJson } from '../../../src/copy/ninjs/json.ts';
import { ninjsObject, onlyStory, readItems, said } from '../items/items.ts';

const REFUSED: readonly [string, string | Uint8Array, string][] = [
  [
    'a name twice',
    '{\n"uri": "a:b",\n"headline": "A",\n"headline": "B"}',
    'stories/a.json:4:1: not JSON: "headline" stands twice in one object, first in line 3',
  ],
  [
    'a name twice, once in disguise',
    '{"pubstatus": "canceled", "pub\\u0073tatus": "usable"}',
    '"pubstatus" stands twice',
  ],
  ['NaN', '{"urgency": NaN}', 'stories/a.json:1:13: not JSON: NaN is no value of JSON'],
  ['infinity', '{"urgency": -Infinity}', '-Infinity is no value of JSON'],
  ['a number beyond all numbers', '{"urgency": 1e999}', '1e999 is no value of JSON'],
  ['a number with a zero before it', '{"urgency": 04}', '04 is no value of JSON'],
  ['undefined', '{"urgency": undefined}', 'undefined is no value of JSON'],
  [
    'a comma too many',
    '{"uri": "a:b",\n}',
    'stories/a.json:2:1: not JSON: a comma stands before this, and nothing follows it',
  ],
  [
    'a comma too few',
    '{"uri": "a:b" "type": "text"}',
    'stories/a.json:1:15: not JSON: a comma or "}" is expected here',
  ],
  ['a missing colon', '{"uri" "a:b"}', 'stories/a.json:1:8: not JSON: a colon is expected after "uri"'],
  ['a comment', '{ // uri\n}', 'stories/a.json:1:3: not JSON: a name in quotation marks is expected here'],
  ['single quotation marks', "{'uri': 'a:b'}", 'a name in quotation marks is expected here'],
  [
    'a line break in a text',
    '{"headline": "Rain\nexpected"}',
    'stories/a.json:1:19: not JSON: a line break or control character stands in a text',
  ],
  [
    'an escape that is none',
    String.raw`{"headline": "a\x41"}`,
    'stories/a.json:1:16: not JSON: this is no escape of JSON',
  ],
  [
    'a file cut short',
    '{"headline": "Rain exp',
    'stories/a.json:1:23: not JSON: the file ends within a text: was it sent whole?',
  ],
  ['a file cut short between values', '{"headline":', 'the file ends here: was it sent whole?'],
  [
    'two values',
    `${ninjsObject()}\n${ninjsObject()}`,
    'stories/a.json:2:1: not JSON: the JSON ends here, and something follows',
  ],
  ['lists without end', '['.repeat(100_000), 'stories/a.json:1:101: not JSON: values are nested more than 100 deep'],
  ['objects without end', '{"a":'.repeat(100_000), 'values are nested more than 100 deep'],
  ['nothing', '', 'stories/a.json: the file is empty, not JSON'],
  ['blanks', '  \n ', 'stories/a.json:2:2: not JSON: the file ends here'],
  ['text', 'Rain expected', 'stories/a.json:1:1: not JSON: Rain is no value of JSON'],
  [
    'far too much',
    new Uint8Array(50 * 1024 * 1024).fill(0x20),
    'the file has 52428800 bytes; items may have 4194304 (4 MiB) at most',
  ],
  [
    'bytes that are not UTF-8',
    Buffer.from('{\n"headline": "Sénégal"}', 'latin1'),
    'stories/a.json:2:15: the file is not UTF-8, as JSON must be, from here on',
  ],
  [
    'another kind of JSON',
    '{"name": "x", "dependencies": {}}',
    'stories/a.json:1:1: this is JSON, but it is no ninjs object',
  ],
  ['a JSON Feed', '{"version": "https://jsonfeed.org/version/1.1", "items": []}', 'this is a JSON Feed'],
  ['a number', '7', 'this is JSON, but it is no ninjs object'],
  ['an empty list', '[]', 'there is no story in this list'],
  ['a list of much else', `[${'1,'.repeat(50)}1]`, 'stories/a.json:1:42: warning: and 32 more like these from here on'],
  ['a package', ninjsObject({ type: 'composite' }), 'stories/a.json:1:1: a package of items (composite) is left out'],
  ['a picture', ninjsObject({ type: 'picture' }), 'a ninjs object of type picture is left out'],
];

describe('JSON that is refused', () => {
  it.each(REFUSED)('%s', (_, content, expected) => {
    const readings = readItems('a.json', content);
    expect(readings.some(({ ok }) => ok)).toBe(false);
    expect(said(readings).join('\n')).toContain(expected);
  });
});

describe('JSON that is read', () => {
  it.each([
    ['with a byte order mark', `\uFEFF${ninjsObject()}`],
    ['with line ends of any kind', ninjsObject().replaceAll('",', '",\r\n').replaceAll('":', '":\r')],
  ])('%s', (_, content) => {
    expect(said(readItems('a.json', content))).toEqual([]);
  });

  it('in UTF-16, with a word about it', () => {
    const reading = onlyStory(readItems('a.json', Buffer.from(`\uFEFF${ninjsObject()}`, 'utf16le')));
    expect(said([reading])).toEqual([
      'stories/a.json:1:1: warning: read as UTF-16, as its byte order mark says: JSON must be UTF-8 (RFC 8259)',
    ]);
  });

  it('without what no document may hold, however it came in', () => {
    const text = ninjsObject()
      .replace('Rain expected', String.raw`Rain\u0000\ud800 expected`)
      .replace('Friday', String.raw`Fri\u0002day`);
    const { story } = onlyStory(readItems('a.json', text));
    expect([story.headline, ...story.body]).toEqual(['Rain expected', 'Rain is expected on Friday.']);
  });

  it('and touches no object of the program', () => {
    const text =
      '{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}, "uri": "a:bcd", "headline": "Rain", "body_text": "Text"}';
    expect(onlyStory(readItems('a.json', text)).story.headline).toBe('Rain');
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it('with the fields of another type left out, each told with its place', () => {
    const text =
      '{"uri": "a:bcd",\n"headline": "Rain",\n"slugline": ["a"],\n"byline": 7,\n"subject": [3, {"code": "x"}],\n"body_text": "Text"}';
    expect(said(readItems('a.json', text))).toEqual([
      'stories/a.json:3:13: warning: "slugline" is not used: it is a list, and should be a text',
      'stories/a.json:4:11: warning: "by" is not used: it is a number, and should be a text',
      'stories/a.json:5:13: warning: "subjects" is not used: it is a number, and should be a list of objects',
    ]);
  });
});

describe('parseJson', () => {
  it('reads what JSON.parse reads, and refuses what it refuses', () => {
    const anything = fc.oneof(
      fc.json({ noUnicodeString: false }),
      fc.json().chain((json) => fc.nat(json.length).map((at) => json.slice(0, at) + json.slice(at + 1))),
      fc.string({ unit: fc.constantFrom(...Array.from('{}[]",:0123456789.eE+-\\untrfalse \n\t')) }),
    );
    fc.assert(
      fc.property(anything, (text) => {
        const parsed = parseJson(text);
        const native = nativelyParsed(text);
        // Stricter in two things: a name stands once in an object, and a number is one that can be reckoned with.
        if (parsed.ok) expect(plain(parsed.value)).toEqual(native.value);
        else if (native.ok) expect(parsed.message).toMatch(/stands twice|is no value of JSON/);
      }),
      { numRuns: 2000 },
    );
  });
});

function nativelyParsed(text: string): { readonly ok: boolean; readonly value?: unknown } {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false };
  }
}

function plain(value: JsonValue): unknown {
  if (value.kind === 'object') {
    return Object.fromEntries([...value.members].map(([name, member]) => [name, plain(member)]));
  }
  if (value.kind === 'array') return value.items.map(plain);
  if (value.kind === 'text') return value.text;
  if (value.kind === 'number') return value.number;
  return value.kind === 'boolean' ? value.boolean : null;
}
