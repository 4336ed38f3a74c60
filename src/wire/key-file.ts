/** The key that secrets are sealed with: from the environment, or from a file beside the wire, made when first needed. */
import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { makeFoldersAtOnce } from './make-folders.ts';
import { KEY_BYTES, sealingKey, type SealingKey } from './sealed.ts';
import { StoreError } from './store.ts';

export const KEY_VARIABLE = 'WIREDESK_KEY';
const KEY_FILE = 'secret.key';

export function keyFileIn(folder: string): string {
  return join(folder, KEY_FILE);
}

export type KeySource = {
  /** Where the key file lies, or is made. */
  readonly folder: string;
  /** What WIREDESK_KEY says. */
  readonly given: string | undefined;
  readonly randomBytes: (size: number) => Uint8Array;
};

export type FoundKey = SealingKey & {
  /** Where it comes from, for people. */
  readonly origin: string;
};

/** `undefined` where there is none yet. Throws a `StoreError` where what is there is no key, or lies open. */
export function findKey({ folder, given }: KeySource): FoundKey | undefined {
  if (given !== undefined && given.trim() !== '') return keyFrom(given, KEY_VARIABLE);
  const file = keyFileIn(folder);
  const text = read(file);
  return text === undefined ? undefined : keyFrom(text, file);
}

/** The key that is there, or a new one in a file for its owner alone. Two processes that need it at once get the same. */
export function findOrMakeKey(source: KeySource): FoundKey {
  const found = findKey(source);
  if (found !== undefined) return found;
  make(keyFileIn(source.folder), Buffer.from(source.randomBytes(KEY_BYTES)).toString('base64'));
  const made = findKey(source);
  if (made === undefined) throw new Error('a key was made and is not there');
  return made;
}

function keyFrom(text: string, origin: string): FoundKey {
  const encoded = text.trim();
  const bytes = Buffer.from(encoded, 'base64');
  if (bytes.length !== KEY_BYTES || bytes.toString('base64') !== encoded) {
    throw new StoreError(
      'wrong-key',
      `${origin} holds no key: a key is ${KEY_BYTES} bytes in base64, as openssl rand -base64 ${KEY_BYTES} makes one; restore it from the backup`,
    );
  }
  return { ...sealingKey(bytes), origin };
}

function read(file: string): string | undefined {
  try {
    // Windows has no such modes; there the folder's rights decide.
    if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0) {
      throw new StoreError('wrong-key', `${file} can be read by others than its owner: chmod 600 ${file}`);
    }
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof StoreError) throw error;
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT') return undefined;
    throw new StoreError('wrong-key', `${file} cannot be read: ${String(error)}; check its owner and mode`, {
      cause: error,
    });
  }
}

/** Whole or not at all, and on disk before anything is sealed with it; never over one that is there. */
function make(file: string, text: string): void {
  makeFoldersAtOnce(join(file, '..'));
  // Not by the process: one that died here has left its file, and in a container every one has the same number.
  const unfinished = `${file}.${randomUUID()}`;
  const descriptor = openSync(unfinished, 'wx', 0o600);
  try {
    writeFileSync(descriptor, `${text}\n`);
    fsyncSync(descriptor);
    linkSync(unfinished, file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    closeSync(descriptor);
    rmSync(unfinished, { force: true });
  }
  syncFolder(join(file, '..'));
}

function syncFolder(folder: string): void {
  // Windows opens no folders; its file systems journal their entries.
  if (process.platform === 'win32') return;
  const descriptor = openSync(folder, 'r');
  fsyncSync(descriptor);
  closeSync(descriptor);
}
