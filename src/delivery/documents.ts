/** The body of a delivery: rendered once for each event and format, at send time, for all subscribers together. */
import type { PushDocument } from '../formats/format.ts';
import { bytesToKeep } from '../story/bytes-to-keep.ts';
import type { Desk } from '../story/desk.ts';
import { toInstant } from '../story/instant.ts';
import { publicSeq } from '../wire/event.ts';
import type { LoadedEvent } from './recent-events.ts';

export type PushBody = {
  readonly mediaType: string;
  readonly body: Buffer;
};

export type PushDocuments = (loaded: LoadedEvent, format: PushDocument) => PushBody;

/** Remembers each body for as long as its event is among the recent ones. Throws where a format cannot write a story. */
export function pushDocuments(desk: Desk): PushDocuments {
  const bodies = new WeakMap<LoadedEvent, Map<PushDocument, PushBody>>();
  return (loaded, format) => {
    const ofEvent = bodies.get(loaded) ?? new Map<PushDocument, PushBody>();
    bodies.set(loaded, ofEvent);
    const known = ofEvent.get(format);
    if (known !== undefined) return known;
    const body = bytesToKeep(pushText(loaded, format, desk), format.encoding);
    const rendered = { mediaType: format.mediaType, body };
    ofEvent.set(format, rendered);
    return rendered;
  };
}

/** Not remembered. Throws where the format cannot write the story. */
export function pushText({ version, event }: LoadedEvent, format: PushDocument, desk: Desk): string {
  return format.render(version, desk, {
    seq: publicSeq(event),
    committedAt: toInstant(new Date(event.committedAt)),
  });
}
