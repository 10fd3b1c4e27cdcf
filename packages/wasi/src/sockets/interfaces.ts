/** The seven interfaces of `wasi:sockets`. Without grants they are there, and every door is closed. */

import { IncomingDatagramStream, OutgoingDatagramStream } from "./datagram-streams.ts";
import type { SocketDriver } from "./driver.ts";
import { attempt, SocketError } from "./error-code.ts";
import type { IpAddressFamily } from "./ip-address.ts";
import { ipNameLookup } from "./ip-name-lookup.ts";
import { instanceNetwork, network } from "./network.ts";
import { type NetworkGrants, NetworkPolicy } from "./network-policy.ts";
import { TcpSocket } from "./tcp-socket.ts";
import { UdpSocket } from "./udp-socket.ts";

export interface SocketOptions extends NetworkGrants {
  readonly driver: SocketDriver;
}

export function socketInterfaces(options: SocketOptions | undefined) {
  const policy = new NetworkPolicy(options ?? {}, (name) => driverOf(options).lookup(name));
  const demand = (protocol: "tcp" | "udp") => {
    if (!policy.mayUse(protocol)) throw new SocketError("access-denied", `Nothing was granted for ${protocol}`);
    return { driver: driverOf(options), policy };
  };
  return {
    "wasi:sockets/network": network,
    "wasi:sockets/instance-network": instanceNetwork,
    "wasi:sockets/ip-name-lookup": ipNameLookup(policy),
    "wasi:sockets/tcp": { TcpSocket },
    "wasi:sockets/tcp-create-socket": {
      createTcpSocket: (addressFamily: IpAddressFamily) => attempt(() => new TcpSocket(demand("tcp"), addressFamily)),
    },
    "wasi:sockets/udp": { UdpSocket, IncomingDatagramStream, OutgoingDatagramStream },
    "wasi:sockets/udp-create-socket": {
      createUdpSocket: (addressFamily: IpAddressFamily) => attempt(() => new UdpSocket(demand("udp"), addressFamily)),
    },
  };
}

function driverOf(options: SocketOptions | undefined): SocketDriver {
  if (options !== undefined) return options.driver;
  throw new SocketError("not-supported", "No driver for sockets was given");
}
