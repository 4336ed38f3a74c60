/** The clients of the stream: those of equal wishes together, and each in one of the rounds in which they get a sign of life. */
import type { StreamClient } from './stream-client.ts';
import type { Wanted } from './wanted.ts';

/** Those who are shown the same. */
export type Channel = { readonly wanted: Wanted; readonly clients: Set<StreamClient> };

export class StreamCrowd {
  readonly #channels = new Map<string, Channel>();
  readonly #rounds: readonly Set<StreamClient>[];
  readonly #ofToken = new Map<number, Set<StreamClient>>();
  #added = 0;
  #round = 0;

  constructor(rounds: number) {
    this.#rounds = Array.from({ length: rounds }, () => new Set<StreamClient>());
  }

  isEmpty(): boolean {
    return this.#channels.size === 0;
  }

  /** So far whoever is live has been read for by themselves. Where nobody is: to the end of any log. */
  readForAll(): number {
    let lowest = Number.POSITIVE_INFINITY;
    for (const { clients } of this.#channels.values()) {
      for (const { isLive, place } of clients) if (isLive && place.seq < lowest) lowest = place.seq;
    }
    return lowest;
  }

  tokenIds(): readonly number[] {
    return [...this.#ofToken.keys()];
  }

  ofToken(tokenId: number): readonly StreamClient[] {
    return [...(this.#ofToken.get(tokenId) ?? [])];
  }

  channels(): readonly Channel[] {
    return [...this.#channels.values()];
  }

  all(): readonly StreamClient[] {
    return this.channels().flatMap(({ clients }) => [...clients]);
  }

  add(client: StreamClient): void {
    const channel = this.#channelOf(client);
    // What is the same for all of them is kept once.
    client.wanted = channel.wanted;
    client.round = this.#added % this.#rounds.length;
    const ofToken = this.#ofToken.get(client.tokenId) ?? new Set<StreamClient>();
    this.#ofToken.set(client.tokenId, ofToken);
    for (const set of [channel.clients, this.#rounds[client.round], ofToken]) set?.add(client);
    this.#added += 1;
  }

  remove(client: StreamClient): void {
    const key = keyOf(client);
    const channel = this.#channels.get(key);
    channel?.clients.delete(client);
    if (channel?.clients.size === 0) this.#channels.delete(key);
    this.#rounds[client.round]?.delete(client);
    const ofToken = this.#ofToken.get(client.tokenId);
    ofToken?.delete(client);
    if (ofToken?.size === 0) this.#ofToken.delete(client.tokenId);
  }
  /** Whose turn it is now; after as many calls as there are rounds everybody has had one. */
  nextRound(): readonly StreamClient[] {
    this.#round = (this.#round + 1) % this.#rounds.length;
    return [...(this.#rounds[this.#round] ?? [])];
  }

  #channelOf(client: StreamClient): Channel {
    const key = keyOf(client);
    const channel = this.#channels.get(key) ?? { wanted: client.wanted, clients: new Set<StreamClient>() };
    this.#channels.set(key, channel);
    return channel;
  }
}

function keyOf({ wanted: { formatName, isTrusted, allowed, asked } }: StreamClient): string {
  return JSON.stringify([formatName, isTrusted, allowed, asked]);
}
