/** XML that means harm, and XML that is merely broken: each is told in one line, and nothing of it is published. */
import { describe, expect, it } from 'vitest';

import { COPY_BYTES_MAX } from '../../../src/copy/read-copy.ts';
import { ITEM_BYTES_MAX } from '../../../src/copy/items/bytes.ts';
import { newsItem, onlyStory, readItems, said } from '../items/items.ts';

const lol = Array.from({ length: 9 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join('\n');

function utf16(text: string, littleEndian: boolean, mark = true): Uint8Array {
  const bytes = Buffer.from(mark ? `\uFEFF${text}` : text, 'utf16le');
  return littleEndian ? bytes : bytes.swap16();
}

/** `&` of a story's text for the fields of an item. */
const WITH_REFERENCE = '<headline>R&amp;D &#8211; &#x1F4F0;</headline>';

const REFUSED: readonly [string, string | Uint8Array, string][] = [
  [
    'a billion laughs',
    newsItem({
      before: `<?xml version="1.0"?>\n<!DOCTYPE x [<!ENTITY l0 "lol">\n${lol}]>`,
      contentMeta: '<headline>&l9;</headline>',
    }),
    'stories/a.xml:2:1: the file has a document type (<!DOCTYPE ...>), which NewsML-G2 never has',
  ],
  [
    'an external entity',
    newsItem({
      before: '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
      contentMeta: '<headline>&e;</headline>',
    }),
    'stories/a.xml:1:1: the file has a document type',
  ],
  [
    'an external document type',
    newsItem({ before: '<!DOCTYPE x SYSTEM "http://example.com/x.dtd">' }),
    'stories/a.xml:1:1: the file has a document type',
  ],
  [
    'a document type after a comment',
    newsItem({ before: '<!-- a --><?b c?>\n  <!DOCTYPE x>' }),
    'stories/a.xml:2:3: the file has a document type',
  ],
  [
    'an entity that nobody defined',
    newsItem({ contentMeta: '<headline>a&nbsp;b</headline>' }),
    "stories/a.xml:3:25: not well-formed XML: named entity isn't defined: &nbsp;",
  ],
  ['elements without end', '<a>'.repeat(100_000), 'stories/a.xml:1:301: elements are nested more than 100 deep'],
  ['elements too deep', newsItem({ contentSet: '<b>'.repeat(100) + '</b>'.repeat(100) }), 'nested more than 100 deep'],
  [
    'attributes without end',
    newsItem({ attributes: Array.from({ length: 200_000 }, (_, n) => `a${n}="1"`).join(' ') }),
    'stories/a.xml:1:1: an element has more than 100 attributes',
  ],
  [
    'an attribute twice',
    newsItem({ attributes: 'guid="a:b" guid="a:c"' }),
    'not well-formed XML: duplicate attribute: guid',
  ],
  [
    'an element that is not closed',
    '<newsItem>\n<itemMeta>\n</newsItem>',
    'stories/a.xml:3:1: not well-formed XML: missing end tag for element itemMeta',
  ],
  [
    'a second root',
    `${newsItem()}<newsItem/>`,
    'stories/a.xml:5:12: not well-formed XML: extra content at the end of the document',
  ],
  [
    'a reference to no character',
    newsItem({ contentMeta: '<headline>&#1;</headline>' }),
    'not well-formed XML: character reference resolves to an invalid character',
  ],
  [
    'text',
    'Rain expected\n\nRain is expected.',
    'stories/a.xml:1:1: not well-formed XML: root element is missing or invalid',
  ],
  ['nothing', '', 'stories/a.xml: the file is empty, not XML'],
  ['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10]), 'stories/a.xml: this is a PNG image, not XML'],
  [
    'far too much',
    new Uint8Array(50 * 1024 * 1024).fill(0x20),
    'stories/a.xml: the file has 52428800 bytes; items may have 4194304 (4 MiB) at most',
  ],
  [
    'bytes that are not UTF-8',
    Buffer.concat([Buffer.from('<a>\n<b>caf'), Buffer.from([0xe9]), Buffer.from('</b></a>')]),
    'stories/a.xml:2:7: the file is not UTF-8 from here on, which XML is in unless it declares',
  ],
  [
    'bytes that are not what is declared',
    Buffer.concat([Buffer.from('<?xml version="1.0" encoding="UTF-8"?><a>'), Buffer.from([0xff])]),
    'stories/a.xml:1:42: the file is not UTF-8 from here on, as it declares',
  ],
  [
    'an encoding that nobody knows',
    '<?xml version="1.0" encoding="EBCDIC-CP-US"?><a/>',
    'stories/a.xml:1: the encoding "EBCDIC-CP-US" that the file declares is not known here',
  ],
  ['half of UTF-16', utf16(newsItem(), true).slice(0, -1), 'the file is not UTF-16LE from here on'],
];

describe('XML that is refused', () => {
  it.each(REFUSED)('%s', (_, content, expected) => {
    const readings = readItems('a.xml', content);
    expect(readings.some(({ ok }) => ok)).toBe(false);
    expect(said(readings).join('\n')).toContain(expected);
  });
});

describe('XML that is read', () => {
  it.each([
    [
      'with a byte order mark',
      `\uFEFF${newsItem({ before: '<?xml version="1.0" encoding="utf-8"?>', contentMeta: WITH_REFERENCE })}`,
    ],
    [
      'in UTF-16, little end first',
      utf16(newsItem({ before: '<?xml version="1.0" encoding="UTF-16"?>', contentMeta: WITH_REFERENCE }), true),
    ],
    ['in UTF-16, big end first', utf16(newsItem({ contentMeta: WITH_REFERENCE }), false)],
    [
      'in UTF-16 without its mark',
      utf16(
        newsItem({ before: '<?xml version="1.0" encoding="UTF-16LE"?>', contentMeta: WITH_REFERENCE }),
        true,
        false,
      ),
    ],
    [
      'as deep as is allowed',
      newsItem({
        contentMeta: WITH_REFERENCE,
        contentSet: `<inlineXML>${'<div>'.repeat(90)}<p>Text</p>${'</div>'.repeat(90)}</inlineXML>`,
      }),
    ],
    ['with its elements in a prefix', prefixed(newsItem({ contentMeta: WITH_REFERENCE }))],
    ['in no namespace', newsItem({ contentMeta: WITH_REFERENCE }).replace(/ xmlns="[^"]*"/, '')],
  ])('%s', (_, content) => {
    const reading = onlyStory(readItems('a.xml', content));
    expect(reading.story.headline).toBe('R&D – 📰');
    expect(reading.warnings).toEqual([]);
  });

  it('in the encoding that it declares', () => {
    const text = newsItem({
      before: '<?xml version="1.0" encoding="ISO-8859-1"?>',
      contentMeta: '<headline>Sénégal</headline>',
    });
    expect(onlyStory(readItems('a.xml', Buffer.from(text, 'latin1'))).story.headline).toBe('Sénégal');
  });

  it('as it is written, where it declares another encoding', () => {
    const text = newsItem({
      before: '<?xml version="1.0" encoding="utf-16"?>',
      contentMeta: '<headline>Sénégal</headline>',
    });
    const reading = onlyStory(readItems('a.xml', text));
    expect(reading.story.headline).toBe('Sénégal');
    expect(said([reading])).toEqual([
      'stories/a.xml:1:1: warning: declares utf-16, and is written in UTF-8: read as it is written',
    ]);
  });

  it('without the control characters that no XML may hold', () => {
    const reading = onlyStory(
      readItems('a.xml', newsItem({ contentMeta: '<headline>Rain\u0002 expected</headline>' })),
    );
    expect(reading.story.headline).toBe('Rain expected');
    expect(said([reading])[0]).toContain('stories/a.xml:3:28: warning: removed a character that may not stand in XML');
  });

  it('and touches no object of the program', () => {
    const attributes = 'guid="a:bcd" __proto__="x" constructor="y" hasOwnProperty="z"';
    const reading = onlyStory(
      readItems('a.xml', newsItem({ attributes, contentMeta: '<__proto__ polluted="1"/><headline>Rain</headline>' })),
    );
    expect(reading.story.headline).toBe('Rain');
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it('up to a size beyond that of copy', () => {
    const paragraphs = `<p>${'Rain. '.repeat(100)}</p>`.repeat(Math.floor(ITEM_BYTES_MAX / 620));
    const text = newsItem({ contentSet: `<inlineXML>${paragraphs}</inlineXML>` });
    expect(text.length).toBeGreaterThan(COPY_BYTES_MAX);
    expect(onlyStory(readItems('a.xml', text)).story.body.length).toBeGreaterThan(5000);
  });
});

function prefixed(xml: string): string {
  return xml.replaceAll(/<(\/?)(\w)/g, '<$1n:$2').replace('xmlns=', 'xmlns:n=');
}
