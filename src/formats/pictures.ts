/** The pictures of a story as documents show them: each with its address. */
import { createHash } from 'node:crypto';

import type { Desk } from '../story/desk.ts';
import { type Instant, toInstant } from '../story/instant.ts';
import { type FormerPicture, isKept, type KeptPicture, type Picture, type PictureType } from '../story/picture.ts';
import type { StoryVersion } from '../story/story.ts';
import { storyDocumentUrl } from './addresses.ts';

export type ShownPicture = Picture & { readonly url: string };

const ENDINGS: Readonly<Record<PictureType, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
};

/** Half of a SHA-256: nobody guesses it, and no two pictures share it. */
const HASH_CHARACTERS = 32;

/** In the folder of its story. Another picture has another name, so that whoever keeps one under its name is never wrong. */
export function pictureFileName({ hash, contentType }: Pick<KeptPicture, 'hash' | 'contentType'>): string {
  return `${hash.slice(0, HASH_CHARACTERS)}.${ENDINGS[contentType]}`;
}

/** Whether a name in the folder of a story is that of a picture. */
export function isPictureName(name: string): boolean {
  return /^[0-9a-f]{32}\.(?:jpg|png|webp|gif)$/.test(name);
}

/**
 * What is not out has no address yet: of a story under embargo the trusted get the text, and its pictures with the
 * version that comes at its instant. Pictures elsewhere are for whoever may have the story.
 */
export function picturesOf({ story, pubStatus, slug }: StoryVersion, desk: Desk): readonly ShownPicture[] {
  return (story.pictures ?? []).flatMap((picture): ShownPicture[] => {
    if (isKept(picture) && pubStatus !== 'usable') return [];
    return [{ ...picture, url: pictureUrl(picture, slug, desk) }];
  });
}

/** Where it lies, or lay; the slug is its story's. */
export function pictureUrl(picture: FormerPicture, slug: string, desk: Desk): string {
  return 'hash' in picture ? storyDocumentUrl(slug, pictureFileName(picture), desk) : picture.href;
}

const GUID_CHARACTERS = 16;

/**
 * A picture keeps its guid through the versions of its story, since it keeps its address; another has another. No story's
 * guid is like it: a slug has no full stop.
 */
export function pictureGuid({ guid }: StoryVersion, url: string): string {
  return `${guid}.picture-${sha256(url).slice(0, GUID_CHARACTERS)}`;
}

/** What a picture of that address is kept under elsewhere. */
export function pictureId(url: string): string {
  return sha256(url).slice(0, HASH_CHARACTERS);
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** As an instant: documents have no place for a time without its zone, and not all have one for a day alone. */
export function takenAt({ dateCreated = '' }: Picture): Instant | undefined {
  return /T.*(?:Z|[+-]\d\d:\d\d)$/.test(dateCreated) ? toInstant(new Date(dateCreated)) : undefined;
}

/** Those that this desk serves itself. */
export function keptPicturesOf({ story, pubStatus }: StoryVersion): readonly KeptPicture[] {
  return pubStatus === 'usable' ? (story.pictures ?? []).filter(isKept) : [];
}
