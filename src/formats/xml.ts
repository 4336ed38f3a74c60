/** xmlbuilder2 made safe for text (measured traps of 4.0.3): for what completes a document that a package has written. */
import type { XMLBuilder } from 'xmlbuilder2/lib/interfaces.js';

/**
 * Text for xmlbuilder2's `txt()`. It leaves an `&` alone that looks like the start of an entity, so that the text
 * `&lt;` would arrive as `<`, and writes CR as it is, which XML parsers turn into LF. Every string of a story goes
 * through here; the object form of its calls is never used for text.
 */
export function xmlText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('\r', '&#13;');
}

/** The same for `att()`, where XML parsers would also turn a tab or a line feed into a blank (XML 1.0 §3.3.3). */
export function xmlAttribute(text: string): string {
  return xmlText(text).replaceAll('\t', '&#9;').replaceAll('\n', '&#10;');
}

export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** Appends an element, leaving out attributes without a value, and text where given. Returns the new element. */
export function element(parent: XMLBuilder, name: string, attributes: Attributes = {}, text?: string): XMLBuilder {
  const child = withAttributes(parent.ele(name), attributes);
  if (text !== undefined) child.txt(xmlText(text));
  return child;
}

/** The same for an element that begins another namespace; what is appended to it stays in that namespace. */
export function elementIn(
  namespace: string,
  parent: XMLBuilder,
  name: string,
  attributes: Attributes = {},
): XMLBuilder {
  return withAttributes(parent.ele(namespace, name), attributes);
}

function withAttributes(child: XMLBuilder, attributes: Attributes): XMLBuilder {
  for (const [attribute, value] of Object.entries(attributes)) {
    if (value !== undefined) child.att(attribute, xmlAttribute(String(value)));
  }
  return child;
}
