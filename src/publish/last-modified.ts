/** The dates of documents, of which servers make a validator. */
import type { FileCalls } from './file-calls.ts';

/** In whole milliseconds, as a file can be dated; `undefined` where nothing lies there. */
export async function lastModifiedMs(file: string, { stat }: Pick<FileCalls, 'stat'>): Promise<number | undefined> {
  const found = await stat(file);
  return found === undefined ? undefined : Math.floor(found.mtimeMs);
}

/**
 * Last-Modified has whole seconds (RFC 9110 §8.8.2): two documents within one second would look the same to a reader
 * who asks by date, so the later one moves to the next second.
 */
export async function keepLastModifiedRising(
  file: string,
  previousMs: number,
  files: Pick<FileCalls, 'stat' | 'date'>,
): Promise<void> {
  const nextSecondMs = (Math.floor(previousMs / 1000) + 1) * 1000;
  // By its own date: the clock may have passed the second since it was written, and file systems' lags behind it anyway.
  const modifiedMs = await lastModifiedMs(file, files);
  if (modifiedMs === undefined || modifiedMs < nextSecondMs) await files.date(file, new Date(nextSecondMs));
}
