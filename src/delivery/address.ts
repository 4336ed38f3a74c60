/** Which IP addresses belong to the public Internet. */
import ipaddr from 'ipaddr.js';

export type Network = readonly [ipaddr.IPv4 | ipaddr.IPv6, number];

/**
 * Unicast addresses that are nobody's web server: the platform address of Azure, which ipaddr.js takes for a public one.
 */
const DENIED = [ipaddr.parseCIDR('168.63.129.16/32')];

/** The space that IANA allocates from (RFC 4291 §2.4); ipaddr.js calls what lies outside it unicast. */
const GLOBAL_UNICAST_V6 = ipaddr.parseCIDR('2000::/3');

/**
 * Whether anybody on the Internet may be told to connect there. IPv4-mapped addresses are judged by the address that
 * they carry; addresses that tunnel or translate (6to4, Teredo, NAT64) are refused, since they reach others.
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.process(text);
  if (address.range() !== 'unicast') return false;
  if (address.kind() === 'ipv6' && !address.match(GLOBAL_UNICAST_V6)) return false;
  return !DENIED.some((network) => contains(network, address));
}

/** An address or a network in CIDR notation; `undefined` for anything else. */
export function parseNetwork(text: string): Network | undefined {
  if (ipaddr.isValidCIDR(text)) return ipaddr.parseCIDR(text);
  const whole = text.includes(':') ? `${text}/128` : `${text}/32`;
  return ipaddr.isValidCIDR(whole) ? ipaddr.parseCIDR(whole) : undefined;
}

export function isInNetworks(text: string, networks: readonly Network[]): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.process(text);
  return networks.some((network) => contains(network, address));
}

function contains([base, prefix]: Network, address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  return base.kind() === address.kind() && address.match(base, prefix);
}
