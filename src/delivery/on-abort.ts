/**
 * Who is to be told of an abort, with one listener for a signal: an `EventTarget` takes several microseconds for each that
 * comes and goes, and thousands of attempts a second do.
 */
const waiting = new WeakMap<AbortSignal, Set<() => void>>();

/** Calls `tell` once the signal aborts, unless what is returned has been called before. */
export function onAbort(signal: AbortSignal, tell: () => void): () => void {
  const all = waiting.get(signal) ?? beginListening(signal);
  all.add(tell);
  return () => void all.delete(tell);
}

function beginListening(signal: AbortSignal): Set<() => void> {
  const all = new Set<() => void>();
  waiting.set(signal, all);
  signal.addEventListener('abort', () => all.forEach((tell) => tell()), { once: true });
  return all;
}
