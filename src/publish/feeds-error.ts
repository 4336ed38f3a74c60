/** Why `feeds/` cannot be written, in words that tell an operator what to do. */
import { WiredeskError } from '../story/wiredesk-error.ts';

/** The wire has everything; the next pass tries again. */
export class FeedsError extends WiredeskError {
  override readonly name = 'FeedsError';
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'this user may not write there; check the owner and mode of the folder',
  EPERM: 'this user may not write there; check the owner and mode of the folder',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full; free some space',
  EDQUOT: 'the disk quota is used up; free some space',
  ENOTDIR: 'a file is where a folder must be; move it away',
  EEXIST: 'a file is where a folder must be; move it away',
  EISDIR: 'a folder is where a file must be; move it away',
};

/** `path` is relative to `feeds/`. */
export function feedsError(path: string, error: unknown): FeedsError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return new FeedsError(`feeds/${path} cannot be written: ${REASONS[code] ?? String(error)}`, { cause: error });
}
