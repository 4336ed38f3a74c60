/** Where a request goes, read from its URL once: thousands of attempts a second go to the same few addresses. */

export type HttpTarget = {
  readonly origin: string;
  /** With the query. */
  readonly path: string;
};

const KEPT_MAX = 10_000;

const kept = new Map<string, HttpTarget>();

/** `undefined`: it is no URL. */
export function httpTarget(url: string): HttpTarget | undefined {
  const known = kept.get(url);
  if (known !== undefined) return known;
  const parsed = URL.parse(url);
  if (parsed === null) return undefined;
  const target = { origin: parsed.origin, path: parsed.pathname + parsed.search };
  if (kept.size >= KEPT_MAX) kept.clear();
  kept.set(url, target);
  return target;
}
