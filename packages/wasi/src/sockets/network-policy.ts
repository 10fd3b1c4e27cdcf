/**
 * Decides what a guest may reach. It is asked for the address that is about to be used, after all names are looked up: a name
 * that leads elsewhere today is of no help.
 *
 *     grant             covers
 *     192.0.2.1:80      that address
 *     10.0.0.0/8:*      those addresses
 *     example.com:443   what the name leads to on the Internet
 *     backend:8080      what the name, one of this network, leads to anywhere
 *     *:443             any address of the Internet
 */
import type { AddressGrant, HostGrant, NameGrant } from "./address-grant.ts";
import {
  canonical,
  type IpAddress,
  type IpSocketAddress,
  inNetwork,
  ipAddressOf,
  sameIpAddress,
} from "./ip-address.ts";
import { isLocalName, isSpecialAddress } from "./special-addresses.ts";

export interface NetworkGrants {
  readonly tcp?: readonly AddressGrant[];
  readonly udp?: readonly AddressGrant[];
  readonly dns?: readonly NameGrant[];
}

/** Looks a name up; rejects with a `SocketError`. */
export type Lookup = (name: string) => Promise<readonly IpAddress[]>;

/** How many addresses are remembered of one name; a name that changes more often is looked up again. */
const MAX_ADDRESSES = 256;

export class NetworkPolicy {
  readonly #grants: Required<NetworkGrants>;
  readonly #lookup: Lookup;
  /** What granted names have led to: a name with many addresses shows others each time it is looked up. */
  readonly #seen = new Map<string, IpAddress[]>();

  constructor(grants: NetworkGrants, lookup: Lookup) {
    this.#grants = { tcp: [], udp: [], dns: [], ...grants };
    this.#lookup = lookup;
  }

  /** Whether there is any address at all that may be used. */
  mayUse(protocol: "tcp" | "udp"): boolean {
    return this.#grants[protocol].length > 0;
  }

  /** A promise only when a granted name has to be looked up. */
  permits(protocol: "tcp" | "udp", address: IpSocketAddress): boolean | Promise<boolean> {
    const [ip, port] = [canonical(ipAddressOf(address)), address.val.port];
    const hosts = this.#grants[protocol]
      .filter(({ ports }) => ports[0] <= port && port <= ports[1])
      .map(({ host }) => host);
    if (hosts.some((host) => this.#covers(host, ip))) return true;
    const names = hosts.flatMap((host) => (host.kind === "name" && mayLeadTo(host.name, ip) ? [host.name] : []));
    return names.length > 0 && this.#leadsTo(names, ip);
  }

  permitsLookup(name: string): boolean {
    return this.#grants.dns.some((grant) => coversName(grant, name)) || this.#names().has(name);
  }

  /** The addresses of a name, remembered for those grants that mean the name. */
  async lookup(name: string): Promise<readonly IpAddress[]> {
    const addresses = await this.#lookup(name);
    if (this.#names().has(name)) this.#remember(name, addresses);
    return addresses;
  }

  #covers(host: HostGrant, ip: IpAddress): boolean {
    switch (host.kind) {
      case "any":
        return !isSpecialAddress(ip);
      case "network":
        return inNetwork(ip, host.address, host.prefix);
      case "name":
        return (
          mayLeadTo(host.name, ip) && (this.#seen.get(host.name)?.some((seen) => sameIpAddress(seen, ip)) ?? false)
        );
    }
  }

  /** A name that cannot be looked up leads nowhere. */
  async #leadsTo(names: readonly string[], ip: IpAddress): Promise<boolean> {
    const found = await Promise.allSettled(names.map((name) => this.lookup(name)));
    return found.some(
      (result) => result.status === "fulfilled" && result.value.some((each) => sameIpAddress(each, ip)),
    );
  }

  #names(): Set<string> {
    const hosts = [...this.#grants.tcp, ...this.#grants.udp].map(({ host }) => host);
    return new Set(hosts.flatMap((host) => (host.kind === "name" ? [host.name] : [])));
  }

  #remember(name: string, addresses: readonly IpAddress[]): void {
    const known = this.#seen.get(name) ?? [];
    const added = addresses.filter((address) => !known.some((each) => sameIpAddress(each, address)));
    this.#seen.set(name, [...added, ...known].slice(0, MAX_ADDRESSES));
  }
}

/** A name of the Internet that leads into this network is not what was meant. */
function mayLeadTo(name: string, ip: IpAddress): boolean {
  return isLocalName(name) || !isSpecialAddress(ip);
}

function coversName(grant: NameGrant, name: string): boolean {
  if (grant === "*" || grant === name) return true;
  return grant.startsWith("*.") && name.endsWith(grant.slice(1)) && name.length > grant.length - 1;
}
