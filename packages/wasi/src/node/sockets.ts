/** Node's sockets and resolver as the driver of `wasi:sockets`. */
import type { SocketDriver } from "../sockets/driver.ts";
import { type IpAddress, parseIpAddress } from "../sockets/ip-address.ts";
import { socketErrorOf } from "./socket-error.ts";
import { bindTcp, connectTcp } from "./tcp.ts";
import { NodeUdpEndpoint } from "./udp.ts";

export const nodeSockets: SocketDriver = {
  bindTcp,
  connectTcp,
  openUdp: (family) => new NodeUdpEndpoint(family),
  lookup,
};

/** As the system's resolver has it, /etc/hosts included. */
async function lookup(name: string): Promise<readonly IpAddress[]> {
  const dns = process.getBuiltinModule("node:dns/promises");
  try {
    const found = await dns.lookup(name, { all: true, order: "verbatim" });
    return found.flatMap(({ address }) => parseIpAddress(address) ?? []);
  } catch (error) {
    throw socketErrorOf(error);
  }
}
