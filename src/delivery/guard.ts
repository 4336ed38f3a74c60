/**
 * Keeps webhooks out of private networks, in the one place that nothing gets around: undici's connector. A filter on
 * the look-up alone would not see literal addresses, and a check before connecting would look the name up twice, so
 * that it could answer differently the second time (DNS rebinding).
 */
import type { LookupAddress } from 'node:dns';
import type { LookupFunction, Socket } from 'node:net';
import { createSecureContext } from 'node:tls';
import { callbackify } from 'node:util';

import { buildConnector } from 'undici';

import { boundAnswers } from './answer-bound.ts';
import { houseNamesApart, type Resolve } from './name-lookup.ts';
import { targetRules, type TargetPolicy, type TargetRules } from './target.ts';
import { tlsSessions } from './tls-sessions.ts';

/** Sessions for TLS resumption, of some 2 kB; undici's 100 would thrash with more hosts than that. */
const TLS_SESSIONS_MAX = 10_000;

/** For each address but the last: Node's 250 ms are less than a connection around the world takes. */
const ADDRESS_TIMEOUT_MS = 1_000;

/** A target that may not be reached. Its message goes to logs and subscribers: it names no internal address. */
class TargetRefusedError extends Error {
  override readonly name = 'TargetRefusedError';
  readonly code = 'TARGET_REFUSED';
}

export type GuardOptions = {
  readonly policy: TargetPolicy;
  readonly connectTimeoutMs: number;
  /** Instead of the name servers, and the system for names that the policy allows. */
  readonly resolve?: Resolve;
};

/** Connects to what the policy lets through: literal check, vetted look-up, check of the peer. */
export function guardedConnector({ policy, connectTimeoutMs, resolve }: GuardOptions): buildConnector.connector {
  const rules = targetRules(policy);
  const sessions = tlsSessions(TLS_SESSIONS_MAX);
  const options = {
    timeout: connectTimeoutMs,
    // HTTP/2 gives a subscriber with one event in flight nothing, and has more ways to fail.
    allowH2: false,
    // Said aloud, so that NODE_TLS_REJECT_UNAUTHORIZED cannot switch it off.
    rejectUnauthorized: true,
    // One for all: Node would make one of some 25 kB for each connection.
    secureContext: createSecureContext({ minVersion: 'TLSv1.2' }),
    maxCachedSessions: 0,
    // Families in turn until one answers (RFC 8305), so that a missing way to IPv6 costs nothing.
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: ADDRESS_TIMEOUT_MS,
    lookup: vettedLookup(rules, resolve ?? houseNamesApart(rules.isAllowedName)),
  };
  const connectAnew = buildConnector(options);
  const connectorFor = (hostname: string): buildConnector.connector => {
    const session = sessions.of(hostname);
    return session === undefined ? connectAnew : buildConnector({ ...options, session });
  };
  return (target, callback) => {
    const { hostname } = target;
    const refusal = refusalOf(rules, target);
    if (refusal !== undefined) {
      queueMicrotask(() => callback(new TargetRefusedError(refusal), null));
      return;
    }
    connectorFor(hostname)(target, (...[error, socket]) => {
      if (error !== null) return callback(error, null);
      const stranger = strangerAt(rules, hostname, socket);
      if (stranger !== undefined) {
        socket.destroy();
        return callback(stranger, null);
      }
      sessions.keepFrom(hostname, socket);
      boundAnswers(socket);
      return callback(null, socket);
    });
  };
}

function refusalOf(rules: TargetRules, { protocol, hostname, port }: buildConnector.Options): string | undefined {
  const host = hostname.includes(':') ? `[${hostname}]` : hostname;
  const url = URL.parse(`${protocol}//${host}${port === '' ? '' : `:${port}`}/`);
  return url === null ? 'this is not a URL' : rules.refusal(url)?.replaceAll(host, 'its host');
}

/** One answer outside the public Internet refuses all: to pick the others would tell which records are internal. */
function vettedLookup(rules: TargetRules, resolve: Resolve): LookupFunction {
  const vetted = async (hostname: string): Promise<[LookupAddress, ...LookupAddress[]]> => {
    const [first, ...rest] = await resolve(hostname);
    if (first !== undefined && [first, ...rest].every(({ address }) => rules.mayReach(hostname, address))) {
      return [first, ...rest];
    }
    throw new TargetRefusedError('its name leads outside the public Internet');
  };
  const ask = callbackify(vetted);
  return (hostname, { all }, callback) => {
    ask(hostname, (error, addresses) => {
      if (error !== null) callback(error, '');
      else if (all === true) callback(null, addresses);
      else callback(null, addresses[0].address, addresses[0].family);
    });
  };
}

function strangerAt(rules: TargetRules, hostname: string, socket: Socket): TargetRefusedError | undefined {
  const peer = socket.remoteAddress;
  if (peer !== undefined && rules.mayReach(hostname, peer)) return undefined;
  return new TargetRefusedError('its connection leads outside the public Internet');
}
