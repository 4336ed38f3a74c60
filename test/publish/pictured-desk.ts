/** Desks with pictures beside their stories, and what became of those. */
import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

import type { Picture } from '../../src/story/picture.ts';
import type { StoryVersion } from '../../src/story/story.ts';
import { copyOf } from '../support/desk-folder.ts';
import { jpeg, UTF8_IIM } from '../support/pictures.ts';
import { newDesk, type DeskUnderTest } from './desk-under-test.ts';

/** Of `flood.txt`. */
export const STORY: string = copyOf('Flood in Dakar');

export function captioned(caption: string, width = 64): Buffer {
  return jpeg(width, 40, { iim: [UTF8_IIM, [2, 120, caption]] });
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export function addressOf(bytes: Uint8Array, ending = 'jpg'): string {
  return `${sha256(bytes).slice(0, 32)}.${ending}`;
}

export async function storyOf(desk: DeskUnderTest, slug = 'flood'): Promise<StoryVersion> {
  const entry = await desk.store.stories.withSlug(slug);
  const version = entry && (await desk.store.stories.version(entry.guid));
  if (version === undefined) throw new Error(`no ${slug} on the wire`);
  return version;
}

export async function pictures(desk: DeskUnderTest, slug = 'flood'): Promise<readonly Picture[]> {
  return (await storyOf(desk, slug)).story.pictures ?? [];
}

export async function published(desk: DeskUnderTest, slug = 'flood'): Promise<readonly string[]> {
  const names = await readdir(join(desk.feeds, 'stories', slug));
  return names.filter((name) => /\.(?:jpg|png|gif|webp)$/.test(name));
}

export async function deskWith(files: Readonly<Record<string, string | Buffer>>): Promise<DeskUnderTest> {
  const desk = await newDesk();
  for (const [name, content] of Object.entries(files)) await desk.save(name, content);
  return desk;
}
