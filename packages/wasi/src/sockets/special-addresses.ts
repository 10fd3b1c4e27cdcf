/**
 * Addresses that lead somewhere else on every network: this machine, the local network, the cloud's metadata service. A guest that
 * may request "any host" means the Internet, not these.
 *
 * From the IANA special-purpose address registries, those not globally reachable, and the prefixes that carry an IPv4 address inside
 * of an IPv6 one.
 */
import { canonical, type IpAddress, inNetwork, parseIpAddress } from "./ip-address.ts";

const SPECIAL: readonly (readonly [string, number])[] = [
  ["0.0.0.0", 8], // this network
  ["10.0.0.0", 8], // private
  ["100.64.0.0", 10], // shared by a provider's customers
  ["127.0.0.0", 8], // loopback
  ["169.254.0.0", 16], // link-local, metadata services
  ["172.16.0.0", 12], // private
  ["192.0.0.0", 24], // protocol assignments
  ["192.0.2.0", 24], // documentation
  ["192.88.99.0", 24], // 6to4 relays
  ["192.168.0.0", 16], // private
  ["198.18.0.0", 15], // benchmarks
  ["198.51.100.0", 24], // documentation
  ["203.0.113.0", 24], // documentation
  ["224.0.0.0", 4], // multicast
  ["240.0.0.0", 4], // reserved, broadcast
  ["::", 96], // unspecified, loopback, IPv4-compatible
  ["64:ff9b::", 96], // NAT64
  ["64:ff9b:1::", 48], // NAT64, local
  ["100::", 64], // discard
  ["2001::", 23], // protocol assignments, Teredo
  ["2001:db8::", 32], // documentation
  ["2002::", 16], // 6to4
  ["3fff::", 20], // documentation
  ["5f00::", 16], // segment routing
  ["fc00::", 7], // private
  ["fe80::", 10], // link-local
  ["fec0::", 10], // site-local
  ["ff00::", 8], // multicast
];

const NETWORKS = SPECIAL.map(([text, prefix]) => ({ address: parseIpAddress(text) as IpAddress, prefix }));

export function isSpecialAddress(address: IpAddress): boolean {
  const ip = canonical(address);
  return NETWORKS.some((network) => inNetwork(ip, network.address, network.prefix));
}

/** Names that no public registry gives out (RFC 6761, RFC 6762, RFC 8375, ICANN's `internal`), and those without a dot. */
export function isLocalName(host: string): boolean {
  return /^[^.]+\.?$|\.(?:localhost|local|internal|home\.arpa)\.?$/.test(host);
}
