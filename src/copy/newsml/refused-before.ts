/**
 * What is looked for in XML before it is parsed: a document type, since entities begin there and none are wanted, and
 * more depth than the parser, which goes down by recursion, may be given.
 */
import type { Finding } from '../finding.ts';
import { placeAt } from '../lines.ts';

/** A newsMessage with an item of XHTML has some fifteen levels, NITF with tables some twenty. */
const DEPTH_MAX = 100;
const ATTRIBUTES_MAX = 100;

/** What has no elements in it, and where it ends. */
const WITHOUT_ELEMENTS = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
] as const;

export function refusedBefore(xml: string): Finding | undefined {
  let depth = 0;
  for (let at = xml.indexOf('<'), end = 0; at >= 0; at = xml.indexOf('<', end)) {
    const section = WITHOUT_ELEMENTS.find(([start]) => xml.startsWith(start, at));
    if (section !== undefined) {
      end = xml.indexOf(section[1], at + section[0].length);
      // The parser says better what has no end.
      if (end < 0) return undefined;
    } else if (xml.startsWith('<!', at)) {
      return refused(xml, at, documentType(xml, at));
    } else if (xml[at + 1] === '/') {
      depth -= 1;
      end = at + 2;
    } else {
      const tag = tagAt(xml, at);
      if (tag.attributes > ATTRIBUTES_MAX) {
        return refused(xml, at, `an element has more than ${ATTRIBUTES_MAX} attributes: this is no news item`);
      }
      depth += tag.isEmpty ? 0 : 1;
      if (depth > DEPTH_MAX)
        return refused(xml, at, `elements are nested more than ${DEPTH_MAX} deep: this is no news item`);
      end = tag.end;
    }
  }
  return undefined;
}

type Tag = { readonly end: number; readonly attributes: number; readonly isEmpty: boolean };

const QUOTE_OR_END = /["'>]/g;

function tagAt(xml: string, at: number): Tag {
  let attributes = 0;
  let end = at + 1;
  for (;;) {
    QUOTE_OR_END.lastIndex = end;
    const found = QUOTE_OR_END.exec(xml);
    if (found === null) return { end: xml.length, attributes, isEmpty: false };
    if (found[0] === '>') return { end: found.index + 1, attributes, isEmpty: xml[found.index - 1] === '/' };
    attributes += 1;
    const close = xml.indexOf(found[0], found.index + 1);
    if (close < 0) return { end: xml.length, attributes, isEmpty: false };
    end = close + 1;
  }
}

const OTHER_STANDARDS: Readonly<Record<string, string>> = {
  nitf: 'NITF',
  newsml: 'NewsML 1, the standard before NewsML-G2',
  html: 'a web page',
};

function documentType(xml: string, at: number): string {
  const name = /^<!DOCTYPE\s{1,9}([\w:.-]{1,60})/i.exec(xml.slice(at, at + 100))?.[1] ?? '';
  const standard = OTHER_STANDARDS[name.toLowerCase()];
  if (standard !== undefined) return `this is ${standard}: of XML, only NewsML-G2 is read here`;
  return 'the file has a document type (<!DOCTYPE ...>), which NewsML-G2 never has and which is not read, nor are entities of its own: have it sent without';
}

function refused(xml: string, at: number, message: string): Finding {
  return { severity: 'error', ...placeAt(xml, at), message };
}
