/**
 * Decides what a guest may reach. It is asked for the address that is about to be used, after all names are looked up: a name
 * that leads elsewhere today is of no help.
 */
import type { AddressGrant, HostGrant, NameGrant } from "./address-grant.ts";
import { canonical, type IpAddress, type IpSocketAddress, ipAddressOf, sameIpAddress } from "./ip-address.ts";

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
    const names = hosts.flatMap((host) => (host.kind === "name" ? [host.name] : []));
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
        return true;
      case "network":
        return inNetwork(ip, host.address, host.prefix);
      case "name":
        return this.#seen.get(host.name)?.some((seen) => sameIpAddress(seen, ip)) ?? false;
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

function coversName(grant: NameGrant, name: string): boolean {
  if (grant === "*" || grant === name) return true;
  return grant.startsWith("*.") && name.endsWith(grant.slice(1)) && name.length > grant.length - 1;
}

export function inNetwork(ip: IpAddress, network: IpAddress, prefix: number): boolean {
  if (ip.tag !== network.tag) return false;
  const bits = ip.tag === "ipv4" ? 8 : 16;
  return ip.val.every((part, i) => {
    const counted = Math.min(Math.max(prefix - i * bits, 0), bits);
    const shift = bits - counted;
    return part >> shift === (network.val[i] ?? 0) >> shift;
  });
}
