/** An event as its receivers read it, in JSON: written once for each format, for all clients together. */
import { webhookId } from '../../delivery/event-headers.ts';
import { pushText } from '../../delivery/documents.ts';
import type { LoadedEvent } from '../../delivery/recent-events.ts';
import type { PushDocument } from '../../formats/format.ts';
import { previousVersion } from '../../story/life.ts';
import type { Desk } from '../../story/desk.ts';
import { publicSeq } from '../../wire/event.ts';
import type { ApiRoom } from '../room.ts';

/** One line; the same event always has the same. */
export type EventTexts = (loaded: LoadedEvent, name: string, format: PushDocument) => string;

export function eventTexts({ desk, log }: Pick<ApiRoom, 'desk' | 'log'>): EventTexts {
  const texts = new WeakMap<LoadedEvent, Map<PushDocument, string>>();
  return (loaded, name, format) => {
    const ofEvent = texts.get(loaded) ?? new Map<PushDocument, string>();
    texts.set(loaded, ofEvent);
    const known = ofEvent.get(format);
    if (known !== undefined) return known;
    const text = eventText(loaded, { name, format, document: documentIn(loaded, { name, format, desk, log }) });
    ofEvent.set(format, text);
    return text;
  };
}

type Writing = { readonly name: string; readonly format: PushDocument; readonly document: unknown };

/** With the names of the header fields that a webhook has, without `wiredesk-` and `webhook-`. */
function eventText({ event, version }: LoadedEvent, { name, format, document }: Writing): string {
  const { guid, type, committedAt, audience } = event;
  return JSON.stringify({
    id: webhookId(event),
    type,
    timestamp: committedAt,
    // What only the trusted may know of has no number.
    sequence: audience === undefined ? publicSeq(event) : undefined,
    guid,
    version: version.version,
    previousVersion: previousVersion(version),
    format: name,
    mediaType: format.mediaType,
    document,
  });
}

type Rendering = { readonly name: string; readonly format: PushDocument; readonly desk: Desk } & Pick<ApiRoom, 'log'>;

/** JSON as it is, anything else as text; `null` where the format cannot write this story, and the event counts all the same. */
function documentIn(loaded: LoadedEvent, { name, format, desk, log }: Rendering): unknown {
  try {
    const text = pushText(loaded, format, desk);
    return /[/+]json\b/.test(format.mediaType) ? JSON.parse(text) : text;
  } catch (error) {
    const { guid, version } = loaded.event;
    log.error({ err: error, guid, version, format: name }, 'a story cannot be written in this format');
    return null;
  }
}
