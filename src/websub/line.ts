/** Requests that have not had their turn, in the order in which they came. */
import type { AttemptWatch, Attempts } from './attempts.ts';
import type { AcceptedRequest } from './verification.ts';

export type LineLimits = {
  readonly waitingMax: number;
  readonly waitingPerHostMax: number;
};

export type InLine = {
  /** What it is about. */
  readonly key: string;
  readonly request: AcceptedRequest;
  /** From when it was taken: over what its callback is sent meanwhile. */
  readonly watch: AttemptWatch;
};

export type Line = {
  /** False: too many wait already. */
  readonly join: (request: AcceptedRequest) => boolean;
  readonly all: () => Iterable<InLine>;
  readonly leave: (one: InLine) => void;
};

export function lineOf(limits: LineLimits, attempts: Pick<Attempts, 'watch'>): Line {
  const waiting = new Map<string, InLine>();
  const ofHost = (host: string): number => [...waiting.values()].filter(({ request }) => request.host === host).length;
  return {
    join(request) {
      const { topic, document = topic, callbackKey, host } = request;
      const key = `${document} ${callbackKey}`;
      const earlier = waiting.get(key);
      const isFull = waiting.size >= limits.waitingMax || ofHost(host) >= limits.waitingPerHostMax;
      if (isFull && earlier === undefined) return false;
      // A later request takes the place of one that has not had its turn (WebSub §5.1).
      earlier?.watch.end();
      waiting.set(key, { key, request, watch: attempts.watch({ document, callbackKey }) });
      return true;
    },
    all: () => waiting.values(),
    leave: ({ key }) => void waiting.delete(key),
  };
}
