/**
 * Where webhooks may go, as the operator has set it, and the judgement of one URL. Judged is what the URL parser makes
 * of it, never the string: it has already turned `0x7f.1` and `2130706433` into `127.0.0.1`.
 */
import { isInNetworks, isPublicAddress, parseNetwork, type Network } from './address.ts';

/** The operator's setting (`webhooks` in wiredesk.yaml). */
export type TargetPolicy = {
  /** Host names, addresses and networks (CIDR) beyond the public Internet. */
  readonly allow: readonly string[];
  readonly ports: readonly number[];
  /** Whether a story may travel unencrypted. */
  readonly allowHttp: boolean;
};

export type TargetRules = {
  /** Why no webhook goes to this address of the web, in a line for people; `undefined` where one may. */
  readonly refusal: (url: URL) => string | undefined;
  /** Whether this name or address may be served by this IP address. */
  readonly mayReach: (hostname: string, address: string) => boolean;
  /** Whether the operator allows this name itself, wherever it leads. */
  readonly isAllowedName: (hostname: string) => boolean;
};

/** Names that only resolve inside a house (RFC 6761, RFC 6762, RFC 8375, and ICANN's reservation of `.internal`). */
const PRIVATE_NAMES = /(^|\.)(localhost|local|internal|home\.arpa)$/;

/** Why a subscriber cannot have this URL, for the person who adds it; `undefined` where it is fine. */
export function checkTarget(url: string, policy: TargetPolicy): string | undefined {
  const parsed = URL.parse(url);
  if (parsed === null) return `"${url}" is not a URL: write it whole, such as https://partner.example/webhooks`;
  return targetRules(policy).refusal(parsed);
}

export function targetRules({ allow, ports, allowHttp }: TargetPolicy): TargetRules {
  const networks = allow.flatMap((entry) => [parseNetwork(entry)].filter((network) => network !== undefined));
  const names = new Set(allow.filter((entry) => parseNetwork(entry) === undefined).map(plainName));
  const isAllowedName = (hostname: string): boolean => names.has(plainName(hostname));
  const mayReach = (hostname: string, address: string): boolean =>
    isAllowedName(hostname) || isPublicAddress(address) || isInNetworks(address, networks);

  return {
    mayReach,
    isAllowedName,
    refusal(url) {
      if (url.protocol !== 'https:' && url.protocol !== 'http:') {
        return `${url.protocol}// is not for webhooks: use https://`;
      }
      if (url.username !== '' || url.password !== '') {
        return 'a URL with a user name or password in it is refused: remove it, deliveries are signed instead';
      }
      if (url.protocol === 'http:' && !allowHttp) {
        return 'http:// would send stories unencrypted: use https://, or set webhooks.allowHttp in wiredesk.yaml';
      }
      const port = portOf(url);
      if (!ports.includes(port)) return `port ${port} is not among webhooks.ports in wiredesk.yaml`;
      return hostRefusal(url, { names, networks });
    },
  };
}

function hostRefusal(url: URL, allowed: { names: ReadonlySet<string>; networks: readonly Network[] }) {
  const host = hostOf(url);
  if (allowed.names.has(host) || isPublicAddress(host) || isInNetworks(host, allowed.networks)) return undefined;
  const permit = 'if it is a partner of yours, add it to webhooks.allow in wiredesk.yaml';
  if (parseNetwork(host) !== undefined) return `${host} is not an address of the public Internet: ${permit}`;
  if (!host.includes('.') || PRIVATE_NAMES.test(host)) {
    return `${host} is not a name of the public Internet: ${permit}`;
  }
  return undefined;
}

function portOf(url: URL): number {
  if (url.port !== '') return Number(url.port);
  return url.protocol === 'https:' ? 443 : 80;
}

function hostOf(url: URL): string {
  return plainName(url.hostname.replace(/^\[|\]$/g, ''));
}

function plainName(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}
