/**
 * Where a downstream agency keeps what it receives: each document in a file of its own with its headers beside it, on
 * disk before the sender is told so, and nothing twice.
 */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { WiredeskError } from '../story/wiredesk-error.ts';
import { writeDurably } from '../wire/durable-file.ts';
import { makeFolders } from '../wire/make-folders.ts';
import { fileNames, idInHeadersName, idInName } from './inbox-names.ts';

export type ReceivedDocument = {
  /** `webhook-id`: signed, so nobody but the sender has chosen it. */
  readonly id: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
};

export type Inbox = {
  /** Resolves once it is on disk: with the name of its file, or nothing where it was there already. */
  readonly keep: (received: ReceivedDocument) => Promise<string | undefined>;
};

const UNFINISHED = '.unfinished';

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    await makeFolders(folder);
    return await readdir(folder);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new WiredeskError(`documents cannot be kept in ${folder}: ${reason}; choose another folder`, {
      cause: error,
    });
  }
}

/** Opens the folder, and learns from the names in it what has been received before. */
export async function openInbox(folder: string): Promise<Inbox> {
  const names = await namesIn(folder);
  await Promise.all(names.filter((name) => name.endsWith(UNFINISHED)).map((name) => rm(join(folder, name))));
  const kept = new Set(names.map(idInHeadersName).filter((id) => id !== undefined));
  const underWay = new Map<string, Promise<string>>();

  return {
    async keep(received) {
      const id = idInName(received.id);
      if (kept.has(id)) return undefined;
      const already = underWay.get(id);
      if (already !== undefined) return already.then(() => undefined);
      const writing = writeDocument(folder, received).finally(() => underWay.delete(id));
      underWay.set(id, writing);
      const name = await writing;
      kept.add(id);
      return name;
    },
  };
}

/** The headers come last: a document without them has not been acknowledged, and is written anew. */
async function writeDocument(folder: string, { id, headers, body }: ReceivedDocument): Promise<string> {
  const { document: name, headers: headersName } = fileNames(id, headers);
  await write(folder, name, body);
  await write(folder, headersName, Buffer.from(`${JSON.stringify(headers, null, 2)}\n`));
  return name;
}

async function write(folder: string, name: string, content: Buffer): Promise<void> {
  const file = join(folder, name);
  await writeDurably(file, content, { beside: file + UNFINISHED });
}
