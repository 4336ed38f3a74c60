/**
 * ninjs 2.2 (IPTC, News in JSON): the branch between 1.x and 3.x. It has the structure of 3.1, and the same names all in
 * lower case; so it is made from 3.1, and what either says of a story the other says too.
 */
import type { Desk } from '../story/desk.ts';
import type { StoryVersion } from '../story/story.ts';
import type { Format } from './format.ts';
import { ninjsObject } from './ninjs.ts';

const MEDIA_TYPE = 'application/json; charset=utf-8';

export const ninjs22: Format = {
  name: 'ninjs-2.2',
  standard: 'ninjs 2.2',
  story: { fileName: 'ninjs-2.2.json', mediaType: MEDIA_TYPE, render: ninjs22Document },
  push: { mediaType: MEDIA_TYPE, saysEmbargo: true, render: ninjs22Document },
};

const STANDARD = {
  name: 'ninjs',
  version: '2.2',
  schema: 'http://www.iptc.org/std/ninjs/ninjs-schema_2.2.json#',
} as const;

/** The one property that 3.x has renamed beyond its capitals. */
const OLDER_NAMES: Readonly<Record<string, string>> = { embargoedUntil: 'embargoed' };

function ninjs22Document(version: StoryVersion, desk: Desk): string {
  const document = { ...ninjsObject(version, desk), standard: STANDARD };
  return `${JSON.stringify(withOlderNames(document), undefined, 2)}\n`;
}

function withOlderNames(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withOlderNames);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [OLDER_NAMES[name] ?? name.toLowerCase(), withOlderNames(inner)]),
  );
}
