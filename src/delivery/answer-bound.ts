/**
 * Bounds what one answer may pour into this process, whatever it is made of. undici bounds headers and we the text, but
 * a status line, interim answers (1xx) and the extensions of chunks have no end: for as long as an attempt lasts one
 * such endpoint would keep a core of this machine busy, and all other deliveries waiting.
 */
import type { Socket } from 'node:net';

/** 64 KiB of text, 16 KiB of headers, and room for what frames them. */
const ANSWER_BYTES_MAX = 128 * 1024;

class AnswerTooLargeError extends Error {
  override readonly name = 'AnswerTooLargeError';
  readonly code = 'ANSWER_TOO_LARGE';
}

/** Ends the connection once more than that has been read since something was last written to it. */
export function boundAnswers(socket: Socket, bytesMax: number = ANSWER_BYTES_MAX): void {
  let writtenBefore = socket.bytesWritten;
  let readBefore = socket.bytesRead;
  let readBeforeRequest = readBefore;
  // Beside undici's own listener: it takes the bytes out, this one counts them.
  socket.on('readable', () => {
    if (socket.bytesWritten !== writtenBefore) readBeforeRequest = readBefore;
    writtenBefore = socket.bytesWritten;
    readBefore = socket.bytesRead;
    if (readBefore - readBeforeRequest > bytesMax) socket.destroy(new AnswerTooLargeError('the answer has no end'));
  });
}
