/** The pictures of one story file from disk, each whole or not at all. What is wrong with one costs that one alone. */
import { open } from 'node:fs/promises';
import { join } from 'node:path';

import type { ReadCopy } from '../copy/read-copy.ts';
import { chosenPictures } from '../copy/pictures/chosen-pictures.ts';
import { baseNameOf } from '../copy/pictures/picture-names.ts';
import { readPicture } from '../copy/pictures/read-picture.ts';
import { bytesInShort } from '../story/byte-size.ts';
import { type KeptPicture, PICTURE_BYTES_MAX } from '../story/picture.ts';
import type { Problem } from '../story/problem.ts';
import { sha256 } from '../wire/event.ts';
import type { PictureShelf } from '../wire/picture-shelf.ts';
import { StoreError } from '../wire/store.ts';
import { readFailure } from './read-failure.ts';
import { displayName, stampOf } from './story-files.ts';
import { writeFailure } from './write-failure.ts';

export type PicturesContext = {
  readonly storiesFolder: string;
  /** Bytes; `PICTURE_BYTES_MAX` where absent. */
  readonly pictureBytesMax?: number;
  /** Where they are kept before a version speaks of them; absent: they are only looked at. */
  readonly pictures?: Pick<PictureShelf, 'keep'>;
};

export type WithPictures = {
  readonly stories: readonly ReadCopy[];
  /** Files that were read as they are now, and need not be read again. */
  readonly read: readonly { readonly path: string; readonly stamp: string }[];
  /** They changed while they were read. */
  readonly changing: readonly string[];
};

/** `files`: the pictures that lie beside the story file `path`, relative to `stories/`, in their order. */
export async function withPictures(
  path: string,
  stories: readonly ReadCopy[],
  files: readonly string[],
  context: PicturesContext,
): Promise<WithPictures> {
  const [copy, ...others] = stories;
  if (copy?.ok !== true) return { stories, read: [], changing: [] };
  if (others.length > 0) {
    const problems = files.map((file) => leftOut(file, 'its story is one of several in a file: which, it cannot say'));
    return { stories: [{ ...copy, warnings: [...copy.warnings, ...problems] }, ...others], read: [], changing: [] };
  }
  const looks: Look[] = [];
  for (const file of files) looks.push(await lookAt(file, copy.story.language, context));
  const chosen = chosenPictures(
    looks.map(({ picture }) => picture),
    copy.pictures,
  );
  const pictures = [...(copy.story.pictures ?? []), ...chosen.pictures];
  const warnings = [
    ...copy.warnings,
    ...chosen.findings.map((finding) => ({ file: displayName(path), ...finding })),
    ...looks.flatMap(({ problems }) => problems),
  ];
  return {
    stories: [{ ...copy, story: { ...copy.story, ...(pictures.length > 0 && { pictures }) }, warnings }],
    read: looks.flatMap(({ file, stamp }) => (stamp === undefined ? [] : [{ path: file, stamp }])),
    changing: looks.flatMap(({ file, isChanging }) => (isChanging ? [file] : [])),
  };
}

/** Of the first, whose file's they are. */
export function withWarnings(
  [copy, ...others]: readonly ReadCopy[],
  problems: readonly Problem[],
): readonly ReadCopy[] {
  if (copy?.ok !== true) return copy === undefined ? [] : [copy, ...others];
  return [{ ...copy, warnings: [...copy.warnings, ...problems] }, ...others];
}

type Look = {
  readonly file: string;
  readonly picture?: KeptPicture;
  /** As it was when it was read, where it can be used. */
  readonly stamp?: string;
  readonly isChanging: boolean;
  readonly problems: readonly Problem[];
};

async function lookAt(file: string, language: string, context: PicturesContext): Promise<Look> {
  const found = await contentOf(file, context);
  if (found === 'changing') return { file, isChanging: true, problems: [] };
  if ('reason' in found) return unusable(file, found.reason);
  const { bytes, stamp } = found;
  const read = readPicture(bytes, language);
  if (!read.ok) return unusable(file, read.reason);
  const hash = sha256(bytes);
  const reason = await reasonNotKept(hash, bytes, context);
  if (reason !== undefined) return unusable(file, reason);
  return {
    file,
    stamp,
    isChanging: false,
    picture: { hash, file: baseNameOf(file), ...read.picture },
    problems: read.warnings.map((finding) => ({ file: displayName(file), ...finding })),
  };
}

/** What is not kept must not be spoken of: a version names it for ever. Others, and a kill among them, are not to wait for that. */
async function reasonNotKept(
  hash: string,
  bytes: Uint8Array,
  { pictures }: PicturesContext,
): Promise<string | undefined> {
  try {
    await pictures?.keep(hash, bytes);
    return undefined;
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return `it cannot be kept in wire/pictures/ (${writeFailure(error.cause)})`;
  }
}

type Content = { readonly bytes: Buffer; readonly stamp: string };

async function contentOf(
  file: string,
  { storiesFolder, pictureBytesMax = PICTURE_BYTES_MAX }: PicturesContext,
): Promise<Content | { readonly reason: string } | 'changing'> {
  try {
    await using handle = await open(join(storiesFolder, file));
    const before = await handle.stat({ bigint: true });
    if (before.size > pictureBytesMax) {
      const sizes = [Number(before.size), pictureBytesMax].map(bytesInShort);
      return { reason: `it has ${sizes[0]}, and a picture may have ${sizes[1]} at most. Save it smaller` };
    }
    const bytes = await handle.readFile();
    const after = await handle.stat({ bigint: true });
    const stamp = stampOf(after);
    return stampOf(before) === stamp && BigInt(bytes.length) === after.size ? { bytes, stamp } : 'changing';
  } catch (error) {
    // Whoever took it away in this moment has changed it.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 'changing';
    return { reason: readFailure(error) };
  }
}

function unusable(file: string, reason: string): Look {
  return { file, isChanging: false, problems: [leftOut(file, reason)] };
}

/** The story goes out all the same. */
function leftOut(file: string, reason: string): Problem {
  return { file: displayName(file), severity: 'error', message: `this picture is left out: ${reason}` };
}
