/**
 * Streams of events as they come. Who keeps up is handed each event, written once for all who are shown the same; who does
 * not is read for from its own place, as much at a time as it takes. Nothing is kept for anybody.
 */
import type { ServerResponse } from 'node:http';

import type { LoadedEvent } from '../../delivery/recent-events.ts';
import { type AccessToken, isInForce } from '../../wire/token-shelf.ts';
import type { ApiRoom } from '../room.ts';
import type { FoundEvent, Place } from './event-feed.ts';
import { STREAM_LIMITS, type StreamLimits } from './limits.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { PROCESS_TIME, type ProcessTime } from './process-time.ts';
import { StreamClient } from './stream-client.ts';
import { type Channel, StreamCrowd } from './stream-crowd.ts';
import type { StreamObserver } from './stream-observer.ts';
import { beatFrame, eventFrame, LIFE_SIGN, openingFrame, type StreamEnd } from './stream-frames.ts';
import { seesEmbargoed, type Wanted } from './wanted.ts';

export type StreamParts = Pick<ApiRoom, 'store' | 'log' | 'now' | 'feed' | 'places'> & {
  readonly random: () => number;
  readonly limits?: StreamLimits;
  readonly time?: ProcessTime;
  readonly observer?: StreamObserver;
};

export type NewStream = {
  readonly token: Pick<AccessToken, 'id'>;
  readonly wanted: Wanted;
  readonly from: Place;
};

/** When a desk starts again, its clients do not all come at once. */
const RETRY_MS = { least: 2_000, spread: 8_000 } as const;

export class EventStreams {
  readonly #parts: StreamParts;
  readonly #limits: StreamLimits;
  readonly #time: ProcessTime;
  readonly #crowd: StreamCrowd;
  #callOff: () => void;
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
    this.#limits = parts.limits ?? STREAM_LIMITS;
    this.#time = parts.time ?? PROCESS_TIME;
    this.#crowd = new StreamCrowd(this.#limits.rounds);
    this.wake = oneAtATime(() => this.#handOut(), this.#trouble);
    this.#callOff = this.#nextTick();
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
    client.write(openingFrame(RETRY_MS.least + Math.floor(random() * RETRY_MS.spread)), this.#time.elapsed());
    if (this.#isOver) this.#end(client, 'desk-stopping');
  }

  /** Ends every stream, in order. */
  end(): void {
    this.#isOver = true;
    this.#callOff();
    for (const client of this.#crowd.all()) this.#end(client, 'desk-stopping');
  }

  #trouble = (error: unknown): void => {
    if (!this.#isFailing) this.#parts.log.error({ err: error }, 'streams of events cannot go on; it is tried again');
    this.#isFailing = true;
  };

  #end(client: StreamClient, reason: StreamEnd): void {
    client.end(reason, this.#time.later);
  }

  #nextTick(): () => void {
    return this.#time.later(this.#limits.tickMs, () => {
      this.#callOff = this.#nextTick();
      this.#tick();
    });
  }

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
    const { found, upTo, hasMore } = await feed.read(client.place, client.wanted, this.#limits.batch);
    const standing = await feed.standing(found);
    if (client.isOver) return;
    // A sign of life is still on its way: it is read again when that has been taken.
    if (client.isWriting && standing.length > 0) return;
    client.place = upTo;
    if (standing.length > 0) {
      client.write(standing.map(eventFrame).join(''), this.#time.elapsed());
      this.#parts.observer?.sent(standing.length);
    }
    client.isLive = !hasMore && upTo.seq >= this.#position;
  }

  async #handOut(): Promise<void> {
    const { feed } = this.#parts;
    await this.#endRefused();
    const head = await feed.logHead();
    // Nobody is handed what everybody has: when a desk begins, that is the whole log.
    const had = Math.min(head, this.#crowd.readForAll());
    if (had >= this.#position) this.#position = this.#settled = had;
    while (this.#position < head && !this.#isOver) {
      const loaded = await feed.at(this.#position + 1);
      this.#position = loaded.event.seq;
      await this.#broadcast(loaded);
      this.#settled = this.#position;
      // So that what was written goes out before the next.
      await this.#time.yieldToOthers();
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
      for (const client of this.#crowd.all()) if (client.isLive) client.fallBehind(loaded.event);
      throw error;
    }
  }

  async #writeToAll(clients: Channel['clients'], found: FoundEvent, frame: Buffer): Promise<void> {
    const { writesAtOnce } = this.#limits;
    let written = writesAtOnce;
    for (const client of clients) {
      if (written >= writesAtOnce) {
        await this.#time.yieldToOthers();
        // It may have been taken back meanwhile: from this look to the writes nothing comes between.
        if ((await this.#parts.feed.standing([found])).length === 0) return;
        written = 0;
      }
      if (!client.isLive || client.isOver || client.place.seq >= found.seq) continue;
      if (client.isWriting) {
        client.fallBehind(found.event);
        continue;
      }
      client.write(frame, this.#time.elapsed());
      this.#parts.observer?.sent(1);
      written += 1;
    }
  }

  async #endRefused(): Promise<void> {
    const { store, now } = this.#parts;
    for (const tokenId of this.#crowd.tokenIds()) {
      const token = await store.tokens.withId(tokenId);
      if (token !== undefined && isInForce(token, now().toISOString())) continue;
      for (const client of this.#crowd.ofToken(tokenId)) this.#end(client, 'token-ended');
    }
  }

  #drop(client: StreamClient): void {
    this.#parts.log.warn({ tokenId: client.tokenId }, 'a stream of events is ended: its client takes nothing');
    this.#end(client, 'slow-reader');
  }

  async #beat(): Promise<void> {
    const signs = await this.#signs();
    const at = this.#time.elapsed();
    for (const client of this.#crowd.nextRound()) {
      if (at - (client.writingSince ?? at) > this.#limits.stallMs) this.#drop(client);
      if (client.isOver || client.isWriting) continue;
      const sign = signs(client);
      if (sign !== undefined) client.write(sign, at);
    }
  }

  /**
   * What tells each that is live how far it has all. Where that cannot be said, because an event is being handed out or a
   * client has read ahead, it is a sign of life alone; so it is for who is read for, since a long log may have nothing for it
   * for minutes. But nobody has one because of events that they may not know of.
   */
  async #signs(): Promise<(client: StreamClient) => string | undefined> {
    const { feed } = this.#parts;
    for (;;) {
      const [settled, position] = [this.#settled, this.#position];
      const trusted = beatFrame(await feed.cursorAt(settled, { isTrusted: true }));
      const outside = await feed.cursorAt(settled, { isTrusted: false });
      const isPublicUnderWay = (await feed.cursorAt(position, { isTrusted: false })).number !== outside.number;
      const last = await feed.lastNumber();
      if (settled !== this.#settled || position !== this.#position) continue;
      const everybody = beatFrame(outside);
      return ({ place, wanted, isLive }) => {
        if (!isLive) return place.cursor.number < last ? LIFE_SIGN : undefined;
        if (seesEmbargoed(wanted)) return place.seq > settled || position !== settled ? LIFE_SIGN : trusted;
        return place.cursor.number > outside.number || isPublicUnderWay ? LIFE_SIGN : everybody;
      };
    }
  }
}
