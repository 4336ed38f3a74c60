/**
 * XML as it comes from outside: parsed strictly, without document types, entities of its own or network, into a small
 * tree that knows where each element stands.
 */
import { parseXml, XmlElement as ParsedElement, XmlError, XmlText } from '@rgrove/parse-xml';

import { clean, describeRemoval } from '../clean.ts';
import type { Finding } from '../finding.ts';
import { placesIn, placeAt } from '../lines.ts';
import { refusedBefore } from './refused-before.ts';

export type XmlElement = {
  /** Without its prefix. */
  readonly name: string;
  /** Empty where it is in none. */
  readonly namespace: string;
  /** By their names as written, prefix and all. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly (XmlElement | string)[];
  readonly line: number;
  readonly column: number;
};

export type ParsedXml =
  | { readonly ok: true; readonly root: XmlElement; readonly warnings: readonly Finding[] }
  | { readonly ok: false; readonly findings: readonly Finding[] };

export function readXml(text: string): ParsedXml {
  const { text: xml, removed } = clean(text);
  const warnings: readonly Finding[] =
    removed === undefined
      ? []
      : [{ severity: 'warning', ...placeAt(text, removed.index), message: describeRemoval(removed) }];
  const refusal = refusedBefore(xml);
  if (refusal !== undefined) return { ok: false, findings: [...warnings, refusal] };
  try {
    const { root } = parseXml(xml, { includeOffsets: true });
    if (root === null) throw new Error('the XML parser returned a document without a root');
    return { ok: true, root: elementOf(root, NO_NAMESPACES, placesIn(xml)), warnings };
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    return { ok: false, findings: [...warnings, notWellFormed(error)] };
  }
}

/** By prefix; the empty prefix is the default namespace. */
type Namespaces = ReadonlyMap<string, string>;

const NO_NAMESPACES: Namespaces = new Map();

function elementOf(parsed: ParsedElement, outer: Namespaces, placeOf: ReturnType<typeof placesIn>): XmlElement {
  const attributes = new Map(Object.entries(parsed.attributes));
  const namespaces = declaredIn(attributes, outer);
  const [name = '', prefix = ''] = parsed.name.split(':').toReversed();
  return {
    name,
    namespace: namespaces.get(prefix) ?? '',
    attributes,
    children: parsed.children.flatMap((child): (XmlElement | string)[] => {
      if (child instanceof ParsedElement) return [elementOf(child, namespaces, placeOf)];
      return child instanceof XmlText ? [child.text] : [];
    }),
    ...placeOf(parsed.start),
  };
}

function declaredIn(attributes: ReadonlyMap<string, string>, outer: Namespaces): Namespaces {
  const declared = [...attributes].flatMap(([name, uri]): [string, string][] => {
    if (name === 'xmlns') return [['', uri]];
    return name.startsWith('xmlns:') ? [[name.slice('xmlns:'.length), uri]] : [];
  });
  return declared.length === 0 ? outer : new Map([...outer, ...declared]);
}

/** The parser says where, and shows the line, within its message. */
function notWellFormed({ message, line, column }: XmlError): Finding {
  const [reason = ''] = message.split('\n');
  const words = reason.replace(/ \(line \d+, column \d+\)$/, '').replaceAll('`', '"');
  return {
    severity: 'error',
    line,
    column,
    message: `not well-formed XML: ${words.charAt(0).toLowerCase()}${words.slice(1)}`,
  };
}
