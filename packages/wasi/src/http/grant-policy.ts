/**
 * Which HTTP requests a list of grants allows (`--allow-http host:port`).
 *
 * The name decides whether a request may be tried, the address it turns out to have whether a connection may be opened, so a name
 * that begins to lead elsewhere is of no help:
 *
 *     grant             covers requests to      at addresses
 *     example.com:443   that name               on the Internet
 *     backend:8080      that name (no dot in it: a name of this network)   anywhere
 *     10.0.0.0/8:*      those addresses; and makes them acceptable for granted names
 *     *:443             any host                on the Internet
 */
import type { AddressGrant, HostGrant } from "../sockets/address-grant.ts";
import { canonical, type IpAddress, inNetwork, parseIpAddress } from "../sockets/ip-address.ts";
import { isLocalName, isSpecialAddress } from "../sockets/special-addresses.ts";
import type { OutgoingPolicy } from "./outgoing-handler.ts";

export class GrantPolicy implements OutgoingPolicy {
  readonly #grants: readonly AddressGrant[];

  constructor(grants: readonly AddressGrant[]) {
    this.#grants = grants;
  }

  mayRequest(host: string, port: number): boolean {
    const ip = parseIpAddress(host);
    if (ip !== undefined) return this.mayConnect(host, host, port);
    return this.#hosts(port).some((grant) => coversName(grant, host));
  }

  mayConnect(address: string, host: string, port: number): boolean {
    const ip = parseIpAddress(withoutZone(address));
    if (ip === undefined) return false;
    const hosts = this.#hosts(port);
    if (hosts.some((grant) => coversAddress(grant, canonical(ip)))) return true;
    return isSpecialAddress(ip)
      ? isLocalName(host) && hosts.some((grant) => isName(grant, host))
      : hosts.some((grant) => coversName(grant, host));
  }

  #hosts(port: number): HostGrant[] {
    return this.#grants.filter(({ ports }) => ports[0] <= port && port <= ports[1]).map(({ host }) => host);
  }
}

function coversAddress(grant: HostGrant, ip: IpAddress): boolean {
  return grant.kind === "network" && inNetwork(ip, grant.address, grant.prefix);
}

function coversName(grant: HostGrant, host: string): boolean {
  return grant.kind === "any" || isName(grant, host);
}

function isName(grant: HostGrant, host: string): boolean {
  return grant.kind === "name" && withoutDot(grant.name) === withoutDot(host);
}

function withoutDot(name: string): string {
  return name.endsWith(".") ? name.slice(0, -1) : name;
}

function withoutZone(address: string): string {
  const [ip = ""] = address.split("%");
  return ip;
}
