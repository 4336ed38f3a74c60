/** What the operations of the API work with. */
import type { Logger } from 'pino';

import type { PushDocument } from '../formats/format.ts';
import type { Desk } from '../story/desk.ts';
import type { Store } from '../wire/store.ts';
import type { EventFeed } from './events/event-feed.ts';
import type { EventStreams } from './events/event-streams.ts';
import type { OpenPlaces } from './events/open-places.ts';
import type { Wakes } from './events/wakes.ts';

export type ApiRoom = {
  readonly store: Store;
  readonly desk: Desk;
  /** What a document can be asked for in, by name. */
  readonly formats: ReadonlyMap<string, PushDocument>;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
  readonly now: () => Date;
  readonly feed: EventFeed;
  readonly streams: Pick<EventStreams, 'open'>;
  readonly places: OpenPlaces;
  readonly wakes: Pick<Wakes, 'next' | 'isOver'>;
};
