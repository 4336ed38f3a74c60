/**
 * Requests that wait for their verification: in the order in which they came, at a pace that makes no weapon of the hub.
 * Anybody may name anybody's callback, and each name costs the hub a request to it.
 */
import { alarm } from '../delivery/later.ts';
import { watch } from '../delivery/watch.ts';
import type { Rate } from '../wire/subscriber.ts';
import type { Attempts } from './attempts.ts';
import { endInOrder } from './ending.ts';
import { hostPace } from './host-pace.ts';
import { lineOf, type InLine, type LineLimits } from './line.ts';
import { placesOf, type PlaceLimits } from './places.ts';
import { verify, type AcceptedRequest, type VerificationDeps } from './verification.ts';

export type VerifierLimits = PlaceLimits &
  LineLimits & {
    /** Questions to one host. */
    readonly hostRate: Rate;
  };

export type VerifierDeps = VerificationDeps & {
  readonly attempts: Pick<Attempts, 'watch'>;
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
  const { limits = LIMITS, attempts, now, later, log, onVerified } = deps;
  const aborting = new AbortController();
  const changes = watch();
  const places = placesOf(limits);
  const pace = hostPace(limits.hostRate, now);
  const line = lineOf(limits, attempts);
  const underWay = new Set<string>();
  const turn = alarm(later, pump);
  let number = 0;
  let isStopped = false;

  function pump(): void {
    let soonest = Number.POSITIVE_INFINITY;
    for (const one of line.all()) {
      const { host } = one.request;
      if (isStopped || places.free() === 0) return;
      if (underWay.has(one.key) || places.isCrowded(host)) continue;
      const wait = pace.waitOf(host);
      if (wait > 0) soonest = Math.min(soonest, wait);
      else start(one);
    }
    if (Number.isFinite(soonest)) turn.set(soonest);
  }

  function start(one: InLine): void {
    const { host } = one.request;
    line.leave(one);
    underWay.add(one.key);
    pace.noteAsked(host);
    number += 1;
    places.take(number, host);
    void run(one, number);
  }

  async function run({ key, request, watch: sent }: InLine, place: number): Promise<void> {
    try {
      await verify({ ...request, mayHaveBeenSent: sent.hasSeenOne }, deps, aborting.signal);
    } catch (error) {
      log.error({ err: error, topic: request.topic }, 'a WebSub request cannot be verified: it is dropped');
    }
    sent.end();
    underWay.delete(key);
    places.leave(place);
    onVerified();
    pump();
    changes.check();
  }

  return {
    take(request) {
      const isTaken = line.join(request);
      pump();
      return isTaken;
    },
    settle: () => changes.until(() => underWay.size === 0 && !turn.isSet()),
    async stop(graceMs) {
      isStopped = true;
      turn.stop();
      await endInOrder({ aborting, changes, later, isQuiet: () => underWay.size === 0 }, graceMs);
    },
  };
}
