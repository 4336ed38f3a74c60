/**
 * Requests that wait for their verification: in the order in which they came, at a pace that makes no weapon of the hub.
 * Anybody may name anybody's callback, and each name costs the hub a request to it.
 */
import { alarm } from '../delivery/later.ts';
import { watch } from '../delivery/watch.ts';
import type { Rate } from '../wire/subscriber.ts';
import { endInOrder } from './ending.ts';
import { hostPace } from './host-pace.ts';
import { placesOf, type PlaceLimits } from './places.ts';
import { verify, type AcceptedRequest, type VerificationDeps } from './verification.ts';

export type VerifierLimits = PlaceLimits & {
  readonly waitingMax: number;
  readonly waitingPerHostMax: number;
  /** Questions to one host. */
  readonly hostRate: Rate;
};

export type VerifierDeps = VerificationDeps & {
  readonly limits?: VerifierLimits;
  /** Called after each: somebody may have subscribed. */
  readonly onVerified: () => void;
};

export type Verifier = {
  /** False: too many wait already. */
  readonly take: (request: AcceptedRequest) => boolean;
  /** Resolves when none is under way, and none waits but for its turn. */
  readonly settle: () => Promise<void>;
  /** Lets what is under way finish for so long. What still waits is dropped: its subscriber hears nothing, and asks again. */
  readonly stop: (graceMs: number) => Promise<void>;
};

const LIMITS: VerifierLimits = {
  inFlightMax: 16,
  perHostMax: 2,
  waitingMax: 1_000,
  waitingPerHostMax: 100,
  hostRate: { attempts: 5, perMs: 1_000 },
};

export function startVerifier(deps: VerifierDeps): Verifier {
  const { limits = LIMITS, now, later, log, onVerified } = deps;
  const aborting = new AbortController();
  const changes = watch();
  const places = placesOf(limits);
  const pace = hostPace(limits.hostRate, now);
  /** By what they are about: a later request takes the place of one that has not had its turn (WebSub §5.1). */
  const waiting = new Map<string, AcceptedRequest>();
  const underWay = new Set<string>();
  const turn = alarm(later, pump);
  let number = 0;
  let isStopped = false;

  function pump(): void {
    let soonest = Number.POSITIVE_INFINITY;
    for (const [key, request] of waiting) {
      if (isStopped || places.free() === 0) return;
      if (underWay.has(key) || places.isCrowded(request.host)) continue;
      const wait = pace.waitOf(request.host);
      if (wait > 0) soonest = Math.min(soonest, wait);
      else start(key, request);
    }
    if (Number.isFinite(soonest)) turn.set(soonest);
  }

  function start(key: string, request: AcceptedRequest): void {
    waiting.delete(key);
    underWay.add(key);
    pace.noteAsked(request.host);
    number += 1;
    places.take(number, request.host);
    void run(key, request, number);
  }

  async function run(key: string, request: AcceptedRequest, place: number): Promise<void> {
    try {
      await verify(request, deps, aborting.signal);
    } catch (error) {
      log.error({ err: error, topic: request.topic }, 'a WebSub request cannot be verified: it is dropped');
    }
    underWay.delete(key);
    places.leave(place);
    onVerified();
    pump();
    changes.check();
  }

  return {
    take(request) {
      const key = `${request.document ?? request.topic} ${request.callbackKey}`;
      const ofHost = [...waiting.values()].filter(({ host }) => host === request.host).length;
      const isFull = waiting.size >= limits.waitingMax || ofHost >= limits.waitingPerHostMax;
      if (isFull && !waiting.has(key)) return false;
      waiting.set(key, request);
      pump();
      return true;
    },
    settle: () => changes.until(() => underWay.size === 0 && !turn.isSet()),
    async stop(graceMs) {
      isStopped = true;
      turn.stop();
      await endInOrder({ aborting, changes, later, isQuiet: () => underWay.size === 0 }, graceMs);
    },
  };
}
