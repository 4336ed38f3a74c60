/**
 * One client of the stream. What is written to it and not taken is one frame, or one batch of them, and never more: what
 * comes meanwhile is read from the log again when its time has come. So no text waits here that a kill could overtake.
 */
import type { ServerResponse } from 'node:http';

import type { Later } from '../../delivery/later.ts';
import { publicSeq, type WireEvent } from '../../wire/event.ts';
import type { AccessToken } from '../../wire/token-shelf.ts';
import type { Place } from './event-feed.ts';
import { endFrame, type StreamEnd } from './stream-frames.ts';
import type { Wanted } from './wanted.ts';

/** The end is taken within so long, or the connection is cut. */
const END_GRACE_MS = 5_000;

export class StreamClient {
  wanted: Wanted;
  readonly tokenId: AccessToken['id'];
  /** Up to where it has been read for by itself. */
  place: Place;
  /** Is handed new events as they come. */
  isLive = false;
  /** The log is read for it. */
  isReading = false;
  /** Since when it has not taken what was written last, by the time of the process; absent: it has. */
  writingSince: number | undefined;
  isOver = false;
  /** Why this desk has ended it; absent where its client went away. */
  endedBy?: StreamEnd;
  /** In which of the crowd's rounds it gets a sign of life. */
  round = 0;

  readonly #outgoing: ServerResponse;

  readonly #onTaken: (client: StreamClient) => void;

  /** `onTaken`: it has taken all that was written to it. There are thousands of clients, and one such function. */
  constructor(
    outgoing: ServerResponse,
    { wanted, tokenId, place }: Pick<StreamClient, 'wanted' | 'tokenId' | 'place'>,
    onTaken: (client: StreamClient) => void,
  ) {
    this.#outgoing = outgoing;
    this.#onTaken = onTaken;
    this.wanted = wanted;
    this.tokenId = tokenId;
    this.place = place;
  }

  get isWriting(): boolean {
    return this.writingSince !== undefined;
  }

  /** Only where nothing is on its way. */
  write(frames: string | Buffer, at: number): void {
    this.writingSince = at;
    this.#outgoing.write(frames, this.#taken);
  }

  readonly #taken = (error?: Error | null): void => {
    this.writingSince = undefined;
    // Who has hung up is taken off the list by that.
    if (!this.isOver && (error === undefined || error === null)) this.#onTaken(this);
  };

  /** It has all before that event, and is read for by itself from now on. */
  fallBehind(event: WireEvent): void {
    this.isLive = false;
    const seq = event.seq - 1;
    // The number before it, as everybody counts.
    const number = publicSeq(event) - (event.audience === undefined ? 1 : 0);
    if (seq > this.place.seq) this.place = { seq, cursor: { number, beyond: 0 } };
  }

  /** Says why, where it can still be said. */
  end(reason: StreamEnd, later: Later): void {
    if (this.isOver) return;
    this.isOver = true;
    this.endedBy = reason;
    this.#outgoing.end(endFrame(reason));
    this.#outgoing.once(
      'close',
      later(END_GRACE_MS, () => this.#outgoing.destroy()),
    );
  }
}
