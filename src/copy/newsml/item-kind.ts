/** What an item is, and whether it may be used, before anything else of it is read. */
import { codeReader } from './codes.ts';
import { childOf, isNamed } from './elements.ts';
import type { XmlElement } from './xml.ts';

/** What is not text, by its itemClass: `picture`. */
export function otherClassOf(newsItem: XmlElement): string | undefined {
  const itemClass = childOf(childOf(newsItem, 'itemMeta'), 'itemClass');
  const code = codeReader(newsItem)(itemClass);
  return code === undefined || code.scheme !== 'ninat' || code.code === 'text' ? undefined : code.code;
}

/** Of a newsItem without a class that is known it is text; of all other items their own name. */
export function classOf(item: XmlElement): string {
  return isNamed(item, 'newsItem') ? (otherClassOf(item) ?? 'text') : item.name;
}

/** Usable where nothing is said (NewsML-G2 §pubStatus). */
export function isUsable(item: XmlElement): boolean {
  const status = childOf(childOf(item, 'itemMeta'), 'pubStatus');
  return status === undefined || codeReader(item)(status)?.code === 'usable';
}
