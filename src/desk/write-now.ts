/** Text to an open file before it returns, as a process that is being ended needs it. */
import { writeSync } from 'node:fs';

const TRIES_MAX = 100;
const PAUSE_MS = 10;

const nothing = new Int32Array(new SharedArrayBuffer(4));

/** A pipe that is full is waited for, a second at most. What nobody takes any more is dropped: nobody could be told either. */
export function writeNow(file: number, text: string): void {
  let left = Buffer.from(text);
  for (let tries = 0; left.byteLength > 0 && tries < TRIES_MAX;) {
    try {
      left = left.subarray(writeSync(file, left));
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) return;
      tries += 1;
      Atomics.wait(nothing, 0, 0, PAUSE_MS);
    }
  }
}
