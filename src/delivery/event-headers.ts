/** What the headers of a delivery say of its event, so that a receiver can order and see gaps without trusting arrival. */
import type { WireEvent } from '../wire/event.ts';

const HASH_DIGITS = 16;

/**
 * The `webhook-id` of an event: `evt_<seq>_<first 16 hex digits of the event's hash>`. It is a function of the event
 * alone, so that every attempt, restart, replay and subscriber sees the same one; the hash tells apart the events of
 * two wires that happen to have the same number. No full stop, as Standard Webhooks asks.
 */
export function webhookId({ seq, hash }: WireEvent): string {
  return `evt_${seq}_${hash.slice(0, HASH_DIGITS)}`;
}

/** `previousSeq`: the event that went to this subscriber before it; who has not seen that one has a gap. */
export function eventHeaders(event: WireEvent, previousSeq?: number): Readonly<Record<string, string>> {
  const headers = headersOf(event);
  return previousSeq === undefined ? headers : { ...headers, 'wiredesk-previous-sequence': String(previousSeq) };
}

/** The same for all who get it. */
const known = new WeakMap<WireEvent, Readonly<Record<string, string>>>();

function headersOf(event: WireEvent): Readonly<Record<string, string>> {
  const { guid, version, type, seq } = event;
  let headers = known.get(event);
  if (headers === undefined) {
    headers = {
      'wiredesk-guid': inAscii(guid),
      'wiredesk-version': String(version),
      'wiredesk-event': type,
      'wiredesk-sequence': String(seq),
      ...(version > 1 && { 'wiredesk-previous-version': String(version - 1) }),
    };
    known.set(event, headers);
  }
  return headers;
}

/** Field values are visible ASCII (RFC 9110 §5.5); anything else is percent-encoded, as in an IRI (RFC 3987 §3.1). */
function inAscii(text: string): string {
  return text.toWellFormed().replace(/[^\u0021-\u007e]/gu, encodeURIComponent);
}
