/** The port to what is remembered of requests that bear an idempotency key, so that one sent twice is done once. */

export type KeyedRequest = {
  readonly tokenId: number;
  readonly key: string;
  /** Of what is asked for: the same for the same request alone. */
  readonly fingerprint: string;
};

/** Instants are ISO 8601 UTC with milliseconds. */
export type Beginning = KeyedRequest & {
  /** A name for this process, which no other ever has. */
  readonly process: string;
  readonly now: string;
  readonly expiresAt: string;
};

export type Begun =
  /** It is the first of its key: to be done, and then ended or forgotten. */
  | { readonly kind: 'first' }
  /** To be done as well: a process that is gone began it then, and may have done it. */
  | { readonly kind: 'broken-off'; readonly begunAt: string }
  /** Another request of that key is under way. */
  | { readonly kind: 'under-way' }
  /** The key was used for another request. */
  | { readonly kind: 'other-request' }
  /** Done already, with that answer. */
  | { readonly kind: 'answered'; readonly answer: string };

export type IdempotencyShelf = {
  begin(beginning: Beginning): Promise<Begun>;
  /** Durable when it resolves. `isSecret`: it is sealed on disk. */
  end(request: KeyedRequest, answer: { readonly text: string; readonly isSecret: boolean }): Promise<void>;
  /** It came to nothing: the same key may try again. */
  forget(request: KeyedRequest): Promise<void>;
  /** Those that have expired by then; returns how many. */
  prune(now: string): Promise<number>;
};
