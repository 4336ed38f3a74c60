/**
 * Keeps webhooks out of private networks, in the one place that nothing gets around: undici's connector. A filter on
 * the look-up alone would not see literal addresses, and a check before connecting would look the name up twice, so
 * that it could answer differently the second time (DNS rebinding).
 */
import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import type { LookupFunction, Socket } from 'node:net';

import { buildConnector } from 'undici';

import { targetRules, type TargetPolicy, type TargetRules } from './target.ts';

/** Sessions for TLS resumption; undici's 100 would thrash with more hosts than that. */
const TLS_SESSIONS_MAX = 10_000;

/** A target that may not be reached. Its message goes to logs and subscribers: it names no internal address. */
class TargetRefusedError extends Error {
  override readonly name = 'TargetRefusedError';
  readonly code = 'TARGET_REFUSED';
}

/** All addresses of a name, as `dns.lookup` with `all` gives them. */
export type Resolve = (
  hostname: string,
  options: { readonly all: true; readonly family?: number | 'IPv4' | 'IPv6' },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

export type GuardOptions = {
  readonly policy: TargetPolicy;
  readonly connectTimeoutMs: number;
  readonly resolve?: Resolve;
};

/** Connects to what the policy lets through: literal check, vetted look-up, check of the peer. */
export function guardedConnector({ policy, connectTimeoutMs, resolve }: GuardOptions): buildConnector.connector {
  const rules = targetRules(policy);
  const connect = buildConnector({
    timeout: connectTimeoutMs,
    // HTTP/2 gives a subscriber with one event in flight nothing, and has more ways to fail.
    allowH2: false,
    maxCachedSessions: TLS_SESSIONS_MAX,
    // Said aloud, so that NODE_TLS_REJECT_UNAUTHORIZED cannot switch it off.
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2',
    lookup: vettedLookup(rules, resolve ?? systemLookup),
  });
  return (options, callback) => {
    const refusal = refusalOf(rules, options);
    if (refusal !== undefined) {
      queueMicrotask(() => callback(new TargetRefusedError(refusal), null));
      return undefined;
    }
    return connect(options, (...[error, socket]) => {
      if (error !== null) return callback(error, null);
      const stranger = strangerAt(rules, options.hostname, socket);
      if (stranger === undefined) return callback(null, socket);
      socket.destroy();
      return callback(stranger, null);
    });
  };
}

function refusalOf(rules: TargetRules, { protocol, hostname, port }: buildConnector.Options): string | undefined {
  const host = hostname.includes(':') ? `[${hostname}]` : hostname;
  const url = URL.parse(`${protocol}//${host}${port === '' ? '' : `:${port}`}/`);
  return url === null ? 'this is not a URL' : rules.refusal(url);
}

/** One answer outside the public Internet refuses all: to pick the others would tell which records are internal. */
function vettedLookup(rules: TargetRules, resolve: Resolve): LookupFunction {
  return (hostname, { all, family }, callback) => {
    resolve(hostname, { all: true, ...(family !== undefined && { family }) }, (error, addresses) => {
      const [first] = addresses ?? [];
      if (error !== null) callback(error, '');
      else if (first === undefined || !addresses.every(({ address }) => rules.mayReach(hostname, address))) {
        callback(new TargetRefusedError('its name leads outside the public Internet'), '');
      } else if (all === true) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}

function strangerAt(rules: TargetRules, hostname: string, socket: Socket): TargetRefusedError | undefined {
  const peer = socket.remoteAddress;
  if (peer !== undefined && rules.mayReach(hostname, peer)) return undefined;
  return new TargetRefusedError('its connection leads outside the public Internet');
}
