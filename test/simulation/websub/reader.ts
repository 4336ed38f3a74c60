/** Somebody who follows feeds: what they want, how their server fares, and what has come to them. */
import type { KeptAnswer } from '../../../src/delivery/exchange.ts';
import { PlainTrouble, type Outcome } from '../../../src/delivery/outcome.ts';
import type { Dice } from '../random.ts';

export type Mood = 'up' | 'refusing' | 'losing' | 'busy' | 'gone';
export const MOODS: readonly Mood[] = [
  'up',
  'up',
  'up',
  'up',
  'up',
  'refusing',
  'refusing',
  'losing',
  'losing',
  'busy',
  'gone',
];

/** What was asked of the hub in their name. */
export type Asked = {
  readonly number: number;
  readonly reader: Reader;
  readonly mode: 'subscribe' | 'unsubscribe';
  readonly document: string;
  readonly leaseMs: number;
  readonly secret: string | undefined;
  /** That of the process that took it. */
  readonly life: number;
  /** How far it has come; `over`: nobody waits for it any more. */
  state: 'sent' | 'accepted' | 'asked' | 'confirmed' | 'done' | 'denied' | 'over';
  /** A later one may have taken its place, or the store has refused to be asked about it. */
  isDispensable: boolean;
  /** The hub's clock when it asked whether they want it. */
  askedAt?: number;
};

/** A text that they have, with the request before which they fetched it, if it was not sent. */
type Had = { readonly text: string; readonly fetched?: { readonly asked: Asked; readonly before: Had | undefined } };

export type Reader = {
  readonly name: string;
  readonly host: string;
  readonly callback: string;
  mood: Mood;
  /** Whether they say yes to what is asked in their name. */
  isWilling: boolean;
  /** By document. */
  readonly has: Map<string, Had>;
  /**
   * By document, of what they have said yes to, the last one last; until that one is used, the hub may not have heard of
   * it. What is signed with another one is no word of the hub's.
   */
  readonly secrets: Map<string, readonly (string | undefined)[]>;
};

export function newReader(name: string, host: string): Reader {
  const callback = `https://${host}/${name}`;
  return { name, host, callback, mood: 'up', isWilling: true, has: new Map(), secrets: new Map() };
}

export function fetchFeed(asked: Asked, text: string): void {
  const { reader, document } = asked;
  reader.has.set(document, { text, fetched: { asked, before: reader.has.get(document) } });
}

/** The hub has not taken them in: of what they fetched by themselves it knows nothing, and promises nothing. */
export function forgetWhatCameToNothing(requests: readonly Asked[]): void {
  // The last one first: what it found before it may be what another one has fetched.
  for (const asked of requests.toReversed()) {
    const { reader, document, state } = asked;
    const { fetched } = reader.has.get(document) ?? {};
    if (state === 'done' || fetched?.asked !== asked) continue;
    if (fetched.before === undefined) reader.has.delete(document);
    else reader.has.set(document, fetched.before);
  }
}

/** The hub's own end came first. */
export const CUT_OFF: KeptAnswer = { trouble: new PlainTrouble('stopped'), isUnsent: false };

/** To a question; `echo` is its challenge. */
export function answerTo({ mood, isWilling }: Reader, echo: string): KeptAnswer {
  if (mood === 'refusing') return { trouble: new PlainTrouble('connection refused'), isUnsent: true };
  if (mood === 'losing') return CUT_OFF;
  if (mood === 'busy') return { status: 503 };
  return isWilling ? { status: 200, kept: Buffer.from(echo) } : { status: 404 };
}

export function saysYes(asked: Asked): void {
  asked.state = 'confirmed';
  const { reader, document, mode, secret } = asked;
  if (mode === 'subscribe') reader.secrets.set(document, [...(reader.secrets.get(document) ?? []), secret]);
}

const FAILED = { kind: 'endpoint-failed', durationMs: 1 } as const;
export const STOPPED: Outcome = { ...FAILED, isUnknown: true, reason: 'stopped' };

export type Push = { readonly document: string; readonly text: string; readonly secret: string | undefined };

/** To a feed. What has come is noted with them; what the hub hears of it is returned (WebSub §7, §7.1). */
export function answerToFeed(reader: Reader, push: Push, dice: Dice): Outcome {
  const { mood } = reader;
  if (mood === 'up' || (mood === 'losing' && dice.chance(0.6))) takeFeed(reader, push);
  if (mood === 'up') return { kind: 'delivered', status: 204, durationMs: 1, reason: 'HTTP 204' };
  if (mood === 'gone') return { kind: 'gone', status: 410, durationMs: 1, reason: 'HTTP 410' };
  if (mood === 'refusing') return { ...FAILED, reason: 'connection refused' };
  if (mood === 'losing') return { ...STOPPED, reason: 'connection closed before the answer was complete' };
  return { ...FAILED, status: 503, retryAfterMs: dice.pick([1_000, 300_000]), isUnknown: true, reason: 'HTTP 503' };
}

/** Whatever is wrongly signed they may acknowledge all the same, and leave aside (§7.1). */
export function takeFeed({ has, secrets }: Reader, { document, text, secret }: Push): void {
  const known = secrets.get(document) ?? [];
  if (!known.includes(secret)) return;
  has.set(document, { text });
  secrets.set(document, known.slice(known.lastIndexOf(secret)));
}
