/** What somebody asks of the hub: a form, read strictly, with a reason for whoever writes the client (WebSub §5.1). Pure. */
import { targetRules } from '../delivery/target.ts';
import { comparableUrl, hostOf } from './callback.ts';
import type { HubPolicy } from './policy.ts';

export type HubRequest = {
  readonly mode: 'subscribe' | 'unsubscribe';
  readonly topic: string;
  readonly callback: string;
  readonly callbackKey: string;
  readonly host: string;
  readonly leaseSeconds?: number;
  readonly secret?: string;
};

export type Refusal = { readonly status: number; readonly reason: string };

/** Less than 200 (§5.1). */
const SECRET_BYTES_MAX = 199;
const URL_CHARACTERS_MAX = 2_048;

/** What is left of bytes that were not UTF-8. */
const REPLACEMENT = '\uFFFD';

const KNOWN = ['hub.mode', 'hub.topic', 'hub.callback', 'hub.lease_seconds', 'hub.secret'] as const;
type Known = (typeof KNOWN)[number];

/** A reason in place of the request where it is none. */
export function readHubRequest(body: Uint8Array, policy: HubPolicy): HubRequest | Refusal {
  const form = formOf(body);
  if (form === undefined) return refused('The form must be in UTF-8.');
  const fields = new Map<Known, string>();
  // Whatever else stands there is ignored (§5.1).
  for (const name of KNOWN) {
    const [value, ...more] = form.getAll(name);
    if (more.length > 0) return refused(`${name} must stand there once.`);
    if (value?.includes(REPLACEMENT) === true) return refused(`${name} must be in UTF-8.`);
    if (value !== undefined && value !== '') fields.set(name, value);
  }
  return requestOf(fields, policy);
}

function formOf(body: Uint8Array): URLSearchParams | undefined {
  try {
    return new URLSearchParams(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    // Not UTF-8: that is the answer, not a trouble.
    return undefined;
  }
}

function requestOf(fields: ReadonlyMap<Known, string>, policy: HubPolicy): HubRequest | Refusal {
  const [mode, topic, callback] = [fields.get('hub.mode'), fields.get('hub.topic'), fields.get('hub.callback')];
  if (mode !== 'subscribe' && mode !== 'unsubscribe') return refused('hub.mode must be subscribe or unsubscribe.');
  if (topic === undefined) return refused('hub.topic is missing: the rel="self" address of a feed.');
  if (callback === undefined) return refused('hub.callback is missing: the address that the feed is to be sent to.');
  const fault = faultOfUrl('hub.topic', topic) ?? faultOfUrl('hub.callback', callback) ?? unfit(callback, policy);
  if (fault !== undefined) return refused(fault);
  const request: HubRequest = { mode, topic, callback, callbackKey: comparableUrl(callback), host: hostOf(callback) };
  return mode === 'unsubscribe' ? request : withWishes(request, fields);
}

function withWishes(request: HubRequest, fields: ReadonlyMap<Known, string>): HubRequest | Refusal {
  const [lease, secret] = [fields.get('hub.lease_seconds'), fields.get('hub.secret')];
  if (lease !== undefined && !/^0*[1-9][0-9]{0,11}$/.test(lease)) {
    return refused('hub.lease_seconds must be a positive whole number in decimal digits.');
  }
  if (secret !== undefined && Buffer.byteLength(secret) > SECRET_BYTES_MAX) {
    return refused('hub.secret must be less than 200 bytes long.');
  }
  return {
    ...request,
    ...(lease !== undefined && { leaseSeconds: Number(lease) }),
    ...(secret !== undefined && { secret }),
  };
}

function faultOfUrl(name: Known, address: string): string | undefined {
  if (address.length > URL_CHARACTERS_MAX) return `${name} must not be longer than ${URL_CHARACTERS_MAX} characters.`;
  const url = URL.parse(address);
  return url !== null && /^https?:$/.test(url.protocol) ? undefined : `${name} must be a whole http or https address.`;
}

/** In words of its own: those of webhooks speak to the operator. */
function unfit(callback: string, { callbacks }: HubPolicy): string | undefined {
  if (targetRules(callbacks).refusal(new URL(callback)) === undefined) return undefined;
  const ports = callbacks.ports.join(', ');
  return `hub.callback must be on the public Internet, on one of the ports ${ports}, without a user name or password.`;
}

function refused(reason: string): Refusal {
  return { status: 400, reason };
}
