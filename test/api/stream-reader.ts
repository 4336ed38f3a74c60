/** A client of the stream that reads when it wants to. */
import { get, type IncomingMessage } from 'node:http';

import { onTestFinished } from 'vitest';

import type { ApiUnderTest } from './api-under-test.ts';
import type { ReadEvent } from './read-events.ts';

export type StreamReader = {
  /** The body so far. */
  readonly raw: () => string;
  readonly answer: () => IncomingMessage | undefined;
  /** The stories' events so far, each with the id of its frame. */
  readonly events: () => readonly (ReadEvent & { readonly lastEventId: string })[];
  readonly end: () => { readonly reason: string } | undefined;
  /** Of any frame. */
  readonly lastEventId: () => string | undefined;
  readonly isClosed: () => boolean;
  readonly pause: () => void;
  readonly resume: () => void;
  readonly hangUp: () => void;
};

type Asking = { readonly token: string; readonly query?: string; readonly lastEventId?: string };

export function readStream(api: ApiUnderTest, { token, query = '', lastEventId }: Asking): StreamReader {
  const pieces: string[] = [];
  const events: (ReadEvent & { lastEventId: string })[] = [];
  let unread = '';
  let end: { readonly reason: string } | undefined;
  let id: string | undefined;
  let isClosed = false;
  let answer: IncomingMessage | undefined;

  function readFrame(frame: string): void {
    const field = (name: string): string | undefined =>
      frame
        .split('\n')
        .find((line) => line.startsWith(`${name}: `))
        ?.slice(name.length + 2);
    id = field('id') ?? id;
    const text = field('data');
    if (text === undefined) return;
    if (field('event') === 'end') end = JSON.parse(text) as { reason: string };
    else events.push({ ...(JSON.parse(text) as ReadEvent), lastEventId: id ?? '' });
  }

  const headers = {
    accept: 'text/event-stream',
    authorization: `Bearer ${token}`,
    ...(lastEventId !== undefined && { 'last-event-id': lastEventId }),
  };
  const request = get({ host: '127.0.0.1', port: api.port, path: `/v1/events?${query}`, headers, agent: false });
  request.on('response', (response) => {
    answer = response;
    response.setEncoding('utf8');
    response.on('data', (piece: string) => {
      pieces.push(piece);
      const frames = (unread + piece).split('\n\n');
      unread = frames.pop() ?? '';
      for (const frame of frames) readFrame(frame);
    });
    response.on('error', () => undefined);
    response.on('close', () => (isClosed = true));
  });
  request.on('error', () => (isClosed = true));
  onTestFinished(() => void request.destroy());
  return {
    raw: () => pieces.join(''),
    answer: () => answer,
    events: () => events,
    end: () => end,
    lastEventId: () => id,
    isClosed: () => isClosed,
    pause: () => void answer?.pause(),
    resume: () => void answer?.resume(),
    hangUp: () => void request.destroy(),
  };
}
