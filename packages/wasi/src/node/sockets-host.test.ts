/** What the tests of sockets share: a guest's view of the network with some grants. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { ComponentError } from "@weft/core";
import { parseAddressGrant, parseNameGrant } from "../sockets/address-grant.ts";
import type { ErrorCode } from "../sockets/error-code.ts";
import { type IpSocketAddress, parseIpAddress, socketAddress } from "../sockets/ip-address.ts";
import { wasi } from "../wasi.ts";
import { nodePlatform } from "./platform.ts";
import { nodeSockets } from "./sockets.ts";

interface Grants {
  readonly tcp?: readonly string[];
  readonly udp?: readonly string[];
  readonly dns?: readonly string[];
}

export function guest({ tcp = [], udp = [], dns = [] }: Grants) {
  const sockets = {
    driver: nodeSockets,
    tcp: tcp.map(parseAddressGrant),
    udp: udp.map(parseAddressGrant),
    dns: dns.map(parseNameGrant),
  };
  const imports = wasi({ platform: nodePlatform, sockets });
  return {
    ...imports["wasi:sockets/tcp-create-socket"],
    ...imports["wasi:sockets/udp-create-socket"],
    ...imports["wasi:sockets/ip-name-lookup"],
    ...imports["wasi:sockets/network"],
    net: imports["wasi:sockets/instance-network"].instanceNetwork(),
  };
}

export type Guest = ReturnType<typeof guest>;

/** `127.0.0.1`, port 80 */
export function at(host: string, port: number): IpSocketAddress {
  const address = parseIpAddress(host);
  assert.ok(address);
  return socketAddress(address, port);
}

export const is = (code: ErrorCode) => (error: unknown) => {
  assert.ok(error instanceof ComponentError, String(error));
  assert.equal(error.payload, code);
  return true;
};

export const bytes = (text: string) => new TextEncoder().encode(text);
export const text = (data: Uint8Array) => new TextDecoder().decode(data);

test("a guest without grants is refused every socket", () => {
  const { createTcpSocket, createUdpSocket } = guest({});
  for (const family of ["ipv4", "ipv6"] as const) {
    assert.throws(() => createTcpSocket(family), is("access-denied"));
    assert.throws(() => createUdpSocket(family), is("access-denied"));
  }
});
