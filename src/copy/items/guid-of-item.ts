/** By which guid an item of another system is known here. */
import { createHash } from 'node:crypto';

import { slugOf } from '../../story/guid.ts';

const LENGTH_MAX = 500;
/** RFC 3986: a scheme, and none but the characters of a URI. It goes into an HTTP header as it is. */
const URI = /^[a-z][a-z0-9+.-]*:[\w.~:/?#@!$&'()*+,;=%-]+$/i;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * Its own where that is a URI, as the standards want it: the same for whoever else gets the item. A bare UUID only lacks
 * its scheme. Of any other name (`BD-20160112123540`) a UUID is made that is the same for each version.
 */
export function guidOfItem(named: string, maker: string): string {
  if (named.length <= LENGTH_MAX && URI.test(named)) return named;
  return `urn:uuid:${UUID.test(named) ? named.toLowerCase() : uuidOf(`${maker}/${named}`)}`;
}

/** The namespace of URLs (RFC 9562 §6.6): the maker's name stands where a host would. */
const NAMESPACE = Buffer.from('6ba7b8119dad11d180b400c04fd430c8', 'hex');

/** A name-based UUID (RFC 9562 §5.5, version 5). */
function uuidOf(name: string): string {
  const bytes = createHash('sha1').update(NAMESPACE).update(name).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

const SLUG_LENGTH_MIN = 3;

/** The last part of the name, which is what its maker counts by. Never the headline: a kill does not take a slug back. */
export function slugOfItem(named: string): string | undefined {
  const part = named.split(/[:/#?=&]/).findLast((each) => each !== '') ?? '';
  // A full stop at the end, for what stands after the last one is taken for a file's extension.
  const slug = slugOf(`${part}.`);
  return slug !== undefined && slug.length >= SLUG_LENGTH_MIN ? slug : undefined;
}
