/** A subscriber from its beginning to its removal, as the world outside the desk knows it: what it was told, and what came. */

/** Milliseconds since 1970, between which something took effect. */
export type Span = { readonly from: number; readonly to: number };

export type Arrival = {
  /** When its head came. */
  readonly at: number;
  readonly id: string;
  readonly slug: string;
  readonly version: number;
  readonly event: string;
  readonly timestamp: string;
  readonly signature: string;
  readonly body: string;
  /** Whether the endpoint has it now, whatever it answered. */
  readonly isTaken: boolean;
  /** What it answered, or did instead. */
  readonly ill: string;
};

export type Secret = {
  readonly text: string;
  /** It signs nothing any more. */
  until?: number;
};

export type Subscription = {
  readonly name: string;
  /** Of its URL: another one each time the name is added. */
  readonly path: string;
  /** Events after this one are owed. */
  owedAfter: number;
  readonly secrets: Secret[];
  readonly pauses: { from: number; to: number }[];
  readonly replays: (Span & { readonly after: number })[];
  removedAt?: number;
  readonly arrivals: Arrival[];
};

export function now(): number {
  return performance.timeOrigin + performance.now();
}
