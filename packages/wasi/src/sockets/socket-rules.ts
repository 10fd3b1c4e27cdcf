/** What the interfaces ask of an address before the system is asked. */
import { SocketError } from "./error-code.ts";
import {
  canonical,
  formatSocketAddress,
  type IpAddressFamily,
  type IpSocketAddress,
  ipAddressOf,
  isIpv4Compatible,
  isIpv4Mapped,
  isUnicast,
  isUnspecified,
} from "./ip-address.ts";

/** An IPv6 socket takes no IPv4 address in IPv6's clothes. */
export function demandFamily(address: IpSocketAddress, family: IpAddressFamily): void {
  if (address.tag !== family) throw invalid(address, `an ${family} address`);
  if (address.tag === "ipv4") return;
  const { address: ip } = address.val;
  if (isIpv4Mapped(ip) || isIpv4Compatible(ip)) throw invalid(address, "an address that is IPv6 only");
}

export function demandUnicast(address: IpSocketAddress): void {
  if (!isUnicast(canonical(ipAddressOf(address)))) throw invalid(address, "an address of one host");
}

/** An address that something can be sent to. */
export function demandRemote(address: IpSocketAddress): void {
  if (isUnspecified(canonical(ipAddressOf(address)))) throw invalid(address, "an address");
  if (address.val.port === 0) throw invalid(address, "a port");
}

/** What the system binds a socket to that nobody has bound: any address, any port. It says nothing about who is reached. */
export function isImplicit(local: IpSocketAddress): boolean {
  return isUnspecified(ipAddressOf(local)) && local.val.port === 0;
}

export function accessDenied(address: IpSocketAddress): SocketError {
  return new SocketError("access-denied", `${formatSocketAddress(address)} was not granted`);
}

function invalid(address: IpSocketAddress, expected: string): SocketError {
  return new SocketError("invalid-argument", `Expected ${expected}, found ${formatSocketAddress(address)}`);
}
