/** xmlbuilder2 made safe for text (measured traps of 4.0.3), and the one way documents here are written as XML. */
import type { XMLBuilder } from 'xmlbuilder2/lib/interfaces.js';

/**
 * Text or attribute value for xmlbuilder2's `txt()` and `att()`. It leaves an `&` alone that looks like the start of
 * an entity, so that the text `&lt;` would arrive as `<`, and writes CR as it is, which XML parsers turn into LF.
 * Every string of a story goes through here; the object form of its calls is never used for text.
 */
export function xmlText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('\r', '&#13;');
}

export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** Appends an element, leaving out attributes without a value, and text where given. Returns the new element. */
export function element(parent: XMLBuilder, name: string, attributes: Attributes = {}, text?: string): XMLBuilder {
  const child = parent.ele(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    if (value !== undefined) child.att(attribute, xmlText(String(value)));
  }
  if (text !== undefined) child.txt(xmlText(text));
  return child;
}
