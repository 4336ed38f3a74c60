/** What the operations of the API work with. */
import type { Logger } from 'pino';

import type { Newsroom } from '../desk/newsroom.ts';
import type { PushDocument } from '../formats/format.ts';
import type { Desk } from '../story/desk.ts';
import type { Operation } from './operation.ts';
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
  /** What changes something goes by here. */
  readonly newsroom: Newsroom;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
  readonly now: () => Date;
  /** All there are, for the description of them. */
  readonly operations: readonly Operation[];
  /** A name for this process, which no other ever has. */
  readonly process: string;
  readonly feed: EventFeed;
  readonly streams: Pick<EventStreams, 'open'>;
  readonly places: OpenPlaces;
  readonly wakes: Pick<Wakes, 'next' | 'isOver' | 'elapsed'>;
};
