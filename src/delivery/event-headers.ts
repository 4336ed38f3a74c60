/** What the headers of a delivery say of its event, so that a receiver can order and see gaps without trusting arrival. */
import { publicSeq, type WireEvent } from '../wire/event.ts';

const HASH_DIGITS = 16;

/**
 * The `webhook-id` of an event: `evt_<number>_<first 16 hex digits of the event's hash>`. It is a function of the event
 * alone, so that every attempt, restart, replay and subscriber sees the same one; the hash tells apart the events of
 * two wires that happen to have the same number. No full stop, as Standard Webhooks asks.
 */
export function webhookId(event: WireEvent): string {
  return `evt_${publicSeq(event)}_${event.hash.slice(0, HASH_DIGITS)}`;
}

/**
 * Numbers are those for the outside, in which events under embargo leave no gap: one that is has none. The first version
 * that everybody gets replaces none, whatever the trusted had before. `previousSeq`: the number, for the outside, of the
 * event that went to this subscriber before it; who has not seen that one has a gap.
 */
export function eventHeaders(event: WireEvent, previousSeq?: number): Readonly<Record<string, string>> {
  let headers = ofEvent.get(event);
  if (headers === undefined) ofEvent.set(event, (headers = headersOf(event)));
  if (event.audience !== undefined || previousSeq === undefined) return headers;
  return { ...headers, 'wiredesk-previous-sequence': String(previousSeq) };
}

/** Those that every subscriber sees alike, written once. */
const ofEvent = new WeakMap<WireEvent, Readonly<Record<string, string>>>();

function headersOf(event: WireEvent): Readonly<Record<string, string>> {
  const { guid, version, type, audience } = event;
  return {
    'wiredesk-guid': inAscii(guid),
    'wiredesk-version': String(version),
    'wiredesk-event': type,
    ...(audience === undefined && { 'wiredesk-sequence': String(publicSeq(event)) }),
    ...(version > 1 && type !== 'story.published' && { 'wiredesk-previous-version': String(version - 1) }),
  };
}

/** Field values are visible ASCII (RFC 9110 §5.5); anything else is percent-encoded, as in an IRI (RFC 3987 §3.1). */
function inAscii(text: string): string {
  return text.toWellFormed().replace(/[^\u0021-\u007e]/gu, encodeURIComponent);
}
