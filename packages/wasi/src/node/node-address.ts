/** Between the addresses of the interfaces and those of node:net and node:dgram. */
import type { AddressInfo } from "node:net";
import {
  formatIpAddress,
  type IpSocketAddress,
  ipAddressOf,
  parseIpAddress,
  socketAddress,
} from "../sockets/ip-address.ts";

export interface NodeAddress {
  readonly host: string;
  readonly port: number;
}

/** The zone of a link-local address goes behind a percent sign. */
export function toNode(address: IpSocketAddress): NodeAddress {
  const host = formatIpAddress(ipAddressOf(address));
  const scoped = address.tag === "ipv6" && address.val.scopeId !== 0;
  return { host: scoped ? `${host}%${address.val.scopeId}` : host, port: address.val.port };
}

/** @throws TypeError when Node gives what is no address: a mistake of ours. */
export function fromNode({ address, port }: Pick<AddressInfo, "address" | "port">): IpSocketAddress {
  const [ip = "", zone] = address.split("%");
  const parsed = parseIpAddress(ip);
  if (parsed === undefined) throw new TypeError(`Expected an IP address, found "${address}"`);
  return socketAddress(parsed, port, Number(zone ?? 0) || 0);
}
