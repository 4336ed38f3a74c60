/** Stories as SQLite's rows hold them. */
import type { SQLOutputValue } from 'node:sqlite';

import type { StoryVersion } from '../story/story.ts';
import type { StoryEntry } from './store.ts';

export function entryFrom(row: Record<string, SQLOutputValue>): StoryEntry {
  return {
    guid: String(row['guid']),
    slug: String(row['slug']),
    version: Number(row['version']),
    firstCreated: String(row['first_created']),
    ...(row['path'] !== null && { path: String(row['path']) }),
    isMissing: row['missing'] === 1,
    file: { hash: String(row['file_hash']), stamp: String(row['file_stamp']) },
  };
}

export function versionFrom(row: Record<string, SQLOutputValue>): StoryVersion {
  // Written by `append` of this house; the hash chain tells whether anybody else has touched it.
  return JSON.parse(String(row['content'])) as StoryVersion;
}
