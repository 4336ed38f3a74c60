/**
 * Streams of events as they come. Who keeps up is handed each event, written once for all who are shown the same; who does
 * not is read for from its own place, as much at a time as it takes. Nothing is kept for anybody.
 */
import type { ServerResponse } from 'node:http';
import { setImmediate as yieldToOthers } from 'node:timers/promises';

import type { LoadedEvent } from '../../delivery/recent-events.ts';
import { type AccessToken, isInForce } from '../../wire/token-shelf.ts';
import type { ApiRoom } from '../room.ts';
import type { FoundEvent, Place } from './event-feed.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { StreamClient } from './stream-client.ts';
import { type Channel, StreamCrowd } from './stream-crowd.ts';
import type { StreamObserver } from './stream-observer.ts';
import { beatFrame, eventFrame, LIFE_SIGN, openingFrame } from './stream-frames.ts';
import { seesEmbargoed, type Wanted } from './wanted.ts';

export type StreamParts = Pick<ApiRoom, 'store' | 'log' | 'now' | 'feed' | 'places'> & {
  readonly random: () => number;
  /** Between two looks at the clock. */
  readonly tickMs?: number;
  readonly observer?: StreamObserver;
};

export type NewStream = {
  readonly token: Pick<AccessToken, 'id'>;
  readonly wanted: Wanted;
  readonly from: Place;
};

const TICK_MS = 1_000;

/** In so many ticks everybody has had a sign of life: well before proxies cut an idle connection, at 60 s. */
const ROUNDS = 20;

/** Who has taken nothing for so long is dropped. */
const STALL_MS = 30_000;

/** At most that goes to one client at a time; more only where one event is larger. */
const BATCH = { events: 50, bytes: 64 * 1024 } as const;

/** After so many writes others have their turn. */
const WRITES_AT_ONCE = 250;

/** When a desk starts again, its clients do not all come at once. */
const RETRY_MS = { least: 2_000, spread: 8_000 } as const;

export class EventStreams {
  readonly #parts: StreamParts;
  readonly #crowd = new StreamCrowd(ROUNDS);
  readonly #timer: NodeJS.Timeout;
  /** There may be new events, or a token may have ended. */
  readonly wake: () => void;
  /** Whoever is live has been handed, or is being handed, all up to here ... */
  #position = 0;
  /** ... and has been handed all up to here. */
  #settled = 0;
  #isOver = false;
  #isFailing = false;

  constructor(parts: StreamParts) {
    this.#parts = parts;
    this.wake = oneAtATime(() => this.#handOut(), this.#trouble);
    this.#timer = setInterval(() => this.#tick(), parts.tickMs ?? TICK_MS);
  }

  /** Writes to `outgoing`, whose head has been written, until one of the two has enough. */
  open(outgoing: ServerResponse, { token, wanted, from }: NewStream): void {
    const { places, random, observer } = this.#parts;
    const client = new StreamClient(outgoing, { wanted, tokenId: token.id, place: from }, this.#takeUp);
    places.take(client.tokenId);
    this.#crowd.add(client);
    observer?.opened();
    outgoing.once('close', () => {
      client.isOver = true;
      places.release(client.tokenId);
      this.#crowd.remove(client);
      observer?.ended(client.endedBy ?? 'client-gone');
    });
    client.write(openingFrame(RETRY_MS.least + Math.floor(random() * RETRY_MS.spread)), this.#now());
    if (this.#isOver) client.end('desk-stopping');
  }

  /** Ends every stream, in order. */
  end(): void {
    this.#isOver = true;
    clearInterval(this.#timer);
    for (const client of this.#crowd.all()) client.end('desk-stopping');
  }

  #now(): number {
    return this.#parts.now().getTime();
  }

  #trouble = (error: unknown): void => {
    if (!this.#isFailing) this.#parts.log.error({ err: error }, 'streams of events cannot go on; it is tried again');
    this.#isFailing = true;
  };

  #tick(): void {
    if (this.#crowd.isEmpty()) return;
    this.#beat().catch(this.#trouble);
    this.wake();
  }

  #takeUp = (client: StreamClient): void => {
    this.#catchUp(client).catch(this.#trouble);
  };

  /** From its place to where the others are. */
  async #catchUp(client: StreamClient): Promise<void> {
    if (client.isReading || client.isLive) return;
    client.isReading = true;
    try {
      while (!client.isOver && !client.isWriting && !client.isLive) await this.#readOn(client);
    } finally {
      client.isReading = false;
    }
  }

  async #readOn(client: StreamClient): Promise<void> {
    const { feed } = this.#parts;
    const { found, upTo, hasMore } = await feed.read(client.place, client.wanted, BATCH);
    const standing = await feed.standing(found);
    if (client.isOver) return;
    client.place = upTo;
    if (standing.length > 0) {
      client.write(standing.map(eventFrame).join(''), this.#now());
      this.#parts.observer?.sent(standing.length);
    }
    client.isLive = !hasMore && upTo.seq >= this.#position;
  }

  async #handOut(): Promise<void> {
    const { feed } = this.#parts;
    await this.#endRefused();
    const head = await feed.logHead();
    if (!this.#crowd.hasLive()) this.#position = this.#settled = Math.max(this.#position, head);
    while (this.#position < head && !this.#isOver) {
      const loaded = await feed.at(this.#position + 1);
      this.#position = loaded.event.seq;
      await this.#broadcast(loaded);
      this.#settled = this.#position;
      // So that what was written goes out before the next.
      await yieldToOthers();
    }
    for (const client of this.#crowd.all()) this.#takeUp(client);
    this.#isFailing = false;
  }

  async #broadcast(loaded: LoadedEvent): Promise<void> {
    const frames = new Map<string, Buffer>();
    try {
      for (const { wanted, clients } of this.#crowd.channels()) {
        const found = await this.#parts.feed.foundIn(loaded, wanted);
        if (found === undefined) continue;
        const frame = frames.get(wanted.formatName) ?? Buffer.from(eventFrame(found));
        frames.set(wanted.formatName, frame);
        await this.#writeToAll(clients, found, frame);
      }
    } catch (error) {
      // Nobody is to miss it: who had it already gets it twice, by the same id.
      for (const client of this.#crowd.all()) if (client.isLive) client.fallBehind(loaded.event.seq - 1);
      throw error;
    }
  }

  async #writeToAll(clients: Channel['clients'], found: FoundEvent, frame: Buffer): Promise<void> {
    let written = WRITES_AT_ONCE;
    for (const client of clients) {
      if (written >= WRITES_AT_ONCE) {
        await yieldToOthers();
        // It may have been taken back meanwhile: from this look to the writes nothing comes between.
        if ((await this.#parts.feed.standing([found])).length === 0) return;
        written = 0;
      }
      if (!client.isLive || client.isOver || client.place.seq >= found.seq) continue;
      if (client.isWriting) {
        client.fallBehind(found.seq - 1);
        continue;
      }
      client.write(frame, this.#now());
      this.#parts.observer?.sent(1);
      written += 1;
    }
  }

  async #endRefused(): Promise<void> {
    const { store, now } = this.#parts;
    for (const tokenId of this.#crowd.tokenIds()) {
      const token = await store.tokens.withId(tokenId);
      if (token !== undefined && isInForce(token, now().toISOString())) continue;
      for (const client of this.#crowd.ofToken(tokenId)) client.end('token-ended');
    }
  }

  #drop(client: StreamClient): void {
    this.#parts.log.warn({ tokenId: client.tokenId }, 'a stream of events is ended: its client takes nothing');
    client.end('slow-reader');
  }

  async #beat(): Promise<void> {
    const at = this.#now();
    const settled = this.#settled;
    const { feed } = this.#parts;
    const everybody = beatFrame(await feed.cursorAt(settled, { isTrusted: false }));
    const trusted = beatFrame(await feed.cursorAt(settled, { isTrusted: true }));
    for (const client of this.#crowd.nextRound()) {
      if (client.isWriting && at - client.writingSince > STALL_MS) this.#drop(client);
      if (client.isOver || client.isWriting || !client.isLive) continue;
      const isAhead = client.place.seq > settled || this.#position !== settled;
      client.write(isAhead ? LIFE_SIGN : seesEmbargoed(client.wanted) ? trusted : everybody, at);
    }
  }
}
