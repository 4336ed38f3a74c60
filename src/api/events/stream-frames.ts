/** What goes over a stream of events (HTML Living Standard §9.2, server-sent events). */
import { type Cursor, writeCursor } from './cursor.ts';
import type { FoundEvent } from './event-feed.ts';

/** Why a stream ends: for programs, and for people. */
export const STREAM_ENDS = {
  'slow-reader': 'nothing was taken for too long: come again from where you are',
  'token-ended': 'the access token has expired or was revoked',
  'desk-stopping': 'the desk stops: come again from where you are',
} as const;

export type StreamEnd = keyof typeof STREAM_ENDS;

/** With its cursor, as pages have it. */
export function eventJson({ cursor, text }: Pick<FoundEvent, 'cursor' | 'text'>): string {
  return `{"cursor":"${writeCursor(cursor)}",${text.slice(1)}`;
}

/** Without an `event` field, so that `onmessage` has it; JSON in one line needs one `data` field. */
export function eventFrame(found: Pick<FoundEvent, 'cursor' | 'text'>): string {
  return `id: ${writeCursor(found.cursor)}\ndata: ${eventJson(found)}\n\n`;
}

/** How long a client is to wait before it comes again. */
export function openingFrame(retryMs: number): string {
  return `retry: ${retryMs}\n\n`;
}

/**
 * That the connection lives, and up to where all is told that was asked for. An event without data is none, but its `id`
 * counts (§9.2.6): so who comes again need not have passed over the same events twice.
 */
export function beatFrame(cursor: Cursor): string {
  return `id: ${writeCursor(cursor)}\n\n`;
}

/** A comment: where an id would say less than is known. */
export const LIFE_SIGN = ':\n\n';

export function endFrame(reason: StreamEnd): string {
  return `event: end\ndata: ${JSON.stringify({ reason, detail: STREAM_ENDS[reason] })}\n\n`;
}
