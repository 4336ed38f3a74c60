/** The topics of the hub: the documents of this desk's feeds, as they lie in `feeds/` just now. */
import { createHash } from 'node:crypto';
import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';

import type { FeedDocument } from '../formats/format.ts';
import { comparableUrl } from './callback.ts';

export type TopicContent = {
  /** SHA-256, in hex. */
  readonly hash: string;
  readonly body: Buffer;
  /** As HTTP sends it with the topic (WebSub §7). */
  readonly mediaType: string;
};

export type Topics = {
  /** Whether an address lies within this desk's, whatever is there. */
  readonly isOurs: (address: string) => boolean;
  /** Which document an address means, there or not; `undefined` where none of a feed could be there. */
  readonly documentAt: (address: string) => string | undefined;
  /** Its canonical address (WebSub §4). */
  readonly urlOf: (document: string) => string;
  /** Whether a path below `feeds/` is that of a feed's document. */
  readonly isTopic: (path: string) => boolean;
  /** `undefined`: it is not there. */
  readonly content: (document: string) => Promise<TopicContent | undefined>;
  readonly hash: (document: string) => Promise<string | undefined>;
};

type TopicOptions = {
  readonly feedsFolder: string;
  readonly baseUrl: string;
  readonly documents: readonly Pick<FeedDocument, 'fileName' | 'mediaType'>[];
};

/** Bodies that are sent just now: a change goes to all its subscribers from one. */
const BODIES_MAX = 16;

type Known = { readonly identity: string; readonly hash: string };

export function topicsIn({ feedsFolder, baseUrl, documents }: TopicOptions): Topics {
  const base = comparableUrl(baseUrl);
  const mediaTypes = new Map(documents.map(({ fileName, mediaType }) => [fileName, mediaType]));
  const known = new Map<string, Known>();
  /** In the order of their use, the last one last. */
  const bodies = new Map<string, { readonly identity: string; readonly content: TopicContent }>();

  async function content(document: string): Promise<TopicContent | undefined> {
    const mediaType = mediaTypes.get(fileNameOf(document));
    if (mediaType === undefined) return undefined;
    const file = join(feedsFolder, document);
    return unlessAbsent(async () => {
      const kept = bodies.get(document);
      if (kept !== undefined && kept.identity === (await identityAt(file))) return keep(document, kept);
      await using handle = await open(file, 'r');
      const identity = identityOf(await handle.stat({ bigint: true }));
      const body = await handle.readFile();
      const hash = createHash('sha256').update(body).digest('hex');
      known.set(document, { identity, hash });
      return keep(document, { identity, content: { hash, body, mediaType } });
    });
  }

  function keep(document: string, entry: { identity: string; content: TopicContent }): TopicContent {
    bodies.delete(document);
    bodies.set(document, entry);
    const [oldest] = bodies.keys();
    if (bodies.size > BODIES_MAX && oldest !== undefined) bodies.delete(oldest);
    return entry.content;
  }

  return {
    isOurs: (address) => comparableUrl(address).startsWith(base),
    documentAt(address) {
      const url = comparableUrl(address);
      const path = url.slice(base.length);
      return url.startsWith(base) && isTopicPath(path, mediaTypes) ? path : undefined;
    },
    urlOf: (document) => new URL(document, baseUrl).href,
    isTopic: (path) => isTopicPath(path, mediaTypes),
    content,
    hash: (document) =>
      unlessAbsent(async () => {
        const identity = await identityAt(join(feedsFolder, document));
        const before = known.get(document);
        return before?.identity === identity ? before.hash : (await content(document))?.hash;
      }),
  };
}

/** As feeds are laid out: not among stories, and not an archive, to which nobody subscribes since it does not change. */
function isTopicPath(path: string, mediaTypes: ReadonlyMap<string, string>): boolean {
  const segments = path.split('/');
  return (
    mediaTypes.has(segments.at(-1) ?? '') &&
    segments[0] !== 'stories' &&
    segments.at(-2) !== 'archives' &&
    segments.every((segment) => /^[a-z0-9][a-z0-9.-]*$/i.test(segment))
  );
}

function fileNameOf(document: string): string {
  return document.slice(document.lastIndexOf('/') + 1);
}

async function identityAt(file: string): Promise<string> {
  return identityOf(await stat(file, { bigint: true }));
}

/** Another one after each rename over the file (publish/feeds-folder.ts). */
function identityOf({
  dev,
  ino,
  size,
  mtimeNs,
  ctimeNs,
}: Record<'dev' | 'ino' | 'size' | 'mtimeNs' | 'ctimeNs', bigint>) {
  return [dev, ino, size, mtimeNs, ctimeNs].join('.');
}

async function unlessAbsent<Found>(look: () => Promise<Found>): Promise<Found | undefined> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      return undefined;
    throw error;
  }
}
