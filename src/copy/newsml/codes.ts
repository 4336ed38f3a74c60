/**
 * What QCodes and URIs stand for. Catalogs are not fetched: an alias means what the item's own catalog says, else what
 * IPTC's catalogs have always said.
 */
import { type Code, codeOfUri, decoded } from '../items/codes.ts';
import { attributeOf, childrenOf } from './elements.ts';
import type { XmlElement } from './xml.ts';

export type CodeReader = (element: XmlElement | undefined) => Code | undefined;

/** Older names of the same schemes. */
const FORMER_ALIASES: Readonly<Record<string, string>> = { icls: 'ninat' };

/** Reads the codes of one item, which may declare aliases of its own. */
export function codeReader(item: XmlElement): CodeReader {
  const own = new Map(
    childrenOf(item, 'catalog')
      .flatMap((catalog) => childrenOf(catalog, 'scheme'))
      .map((scheme) => [attributeOf(scheme, 'alias'), attributeOf(scheme, 'uri') ?? ''] as const),
  );
  return (element) => {
    const qcode = attributeOf(element, 'qcode');
    return qcode === undefined ? codeOfUri(attributeOf(element, 'uri')) : codeOfQcode(qcode, own);
  };
}

function codeOfQcode(qcode: string, own: ReadonlyMap<string | undefined, string>): Code | undefined {
  const colon = qcode.indexOf(':');
  if (colon < 1) return undefined;
  const alias = qcode.slice(0, colon);
  const code = decoded(qcode.slice(colon + 1));
  const declared = own.get(alias);
  if (declared !== undefined) return { scheme: codeOfUri(declared)?.scheme ?? declared, code };
  return { scheme: FORMER_ALIASES[alias] ?? alias, code };
}
