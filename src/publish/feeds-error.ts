/** Why `feeds/` cannot be written, in words that tell an operator what to do. */
import { WiredeskError } from '../story/wiredesk-error.ts';
import { writeFailure } from './write-failure.ts';

/** The wire has everything; the next pass tries again. */
export class FeedsError extends WiredeskError {
  override readonly name = 'FeedsError';
}

/** `path` is relative to `feeds/`. */
export function feedsError(path: string, error: unknown): FeedsError {
  return new FeedsError(`feeds/${path} cannot be written: ${writeFailure(error)}`, { cause: error });
}
