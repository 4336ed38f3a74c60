/** Guids: `urn:newsml:<provider domain>:<yyyymmdd>:<slug>` (RFC 3085 without the revision: NewsML-G2 has @version). */
import type { CalendarDate } from './instant.ts';

const SLUG_CHARACTERS_MAX = 80;

/**
 * The slug of a file's name: lower-case ASCII letters, digits and hyphens. `undefined` where nothing of the name can
 * be written so (an Arabic file name); the caller then takes one from elsewhere.
 */
export function slugOf(fileName: string): string | undefined {
  return slugOfWords(fileName.replace(/\.[^.]*$/, ''));
}

/** The same of any words. */
export function slugOfWords(words: string): string | undefined {
  const slug = words
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, SLUG_CHARACTERS_MAX)
    .replace(/^-+|-+$/g, '');
  return slug === '' ? undefined : slug;
}

export function mintGuid(domain: string, date: CalendarDate, slug: string): string {
  return `urn:newsml:${domain}:${date.replaceAll('-', '')}:${slug}`;
}

/** The slug that a guid ends in. */
export function slugInGuid(guid: string): string {
  return guid.slice(guid.lastIndexOf(':') + 1);
}
