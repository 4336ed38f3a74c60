/** Whether a request has come by way of somebody who may keep answers: a proxy, a cache, a CDN. */
import type { Fields } from './fields.ts';

/** To whom feeds are sent in part that have the rest: to readers who ask the desk themselves, to all, or to nobody. */
export type Deltas = 'direct' | 'always' | 'never';

/** RFC 9110 §7.6.3, RFC 7239, RFC 8586, and what was usual before there were these. */
const SIGNS = ['via', 'forwarded', 'cdn-loop', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip'];

export type Relay = {
  readonly headers: Fields;
  /** As readers have not spoken for long, and nginx does to whom it relays unless told otherwise (`proxy_http_version`). */
  readonly isHttp10?: boolean;
};

/** As far as they say so. */
export function isRelayed({ headers, isHttp10 = false }: Relay): boolean {
  return isHttp10 || SIGNS.some((name) => headers.get(name) !== null);
}
