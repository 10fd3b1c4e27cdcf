/** TCP over node:net, which is loaded with the first socket: most programs have none. */
import { once } from "node:events";
import type { BoundSocket, Socket } from "node:net";
import type { BoundTcp, TcpConnection, TcpListener } from "../sockets/driver.ts";
import { SocketError } from "../sockets/error-code.ts";
import type { IpSocketAddress } from "../sockets/ip-address.ts";
import { fromNode, toNode } from "./node-address.ts";
import { network, socketErrorOf } from "./socket-error.ts";
import { NodeTcpConnection } from "./tcp-connection.ts";
import { NodeTcpListener } from "./tcp-listener.ts";

export function bindTcp(local: IpSocketAddress): BoundTcp {
  const { BoundSocket, Socket } = process.getBuiltinModule("node:net");
  const handle = network(() => new BoundSocket({ ...toNode(local), ipv6Only: local.tag === "ipv6" }));
  return {
    local: localOf(handle),
    listen: (backlog) => listen(handle, backlog),
    connect: (remote, signal) => connect(new Socket({ handle, allowHalfOpen: true }), remote, signal),
    close: () => handle.close(),
  };
}

export function connectTcp(remote: IpSocketAddress, signal: AbortSignal): Promise<TcpConnection> {
  const { Socket } = process.getBuiltinModule("node:net");
  return connect(new Socket({ allowHalfOpen: true }), remote, signal);
}

async function connect(socket: Socket, remote: IpSocketAddress, signal: AbortSignal): Promise<TcpConnection> {
  const abort = () => socket.destroy(new SocketError("connection-aborted", "The socket was dropped"));
  signal.addEventListener("abort", abort);
  try {
    socket.connect({ ...toNode(remote), autoSelectFamily: false });
    await once(socket, "connect");
    return new NodeTcpConnection(socket);
  } catch (error) {
    socket.destroy();
    throw socketErrorOf(error);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}

async function listen(handle: BoundSocket, backlog: number): Promise<TcpListener> {
  const { Server } = process.getBuiltinModule("node:net");
  const server = new Server({ allowHalfOpen: true, pauseOnConnect: true });
  const local = localOf(handle);
  try {
    server.listen({ handle, backlog });
    await once(server, "listening");
    return new NodeTcpListener(server, local, backlog);
  } catch (error) {
    throw socketErrorOf(error);
  }
}

function localOf(handle: BoundSocket): IpSocketAddress {
  const address = handle.address();
  if (typeof address === "string") throw new TypeError(`Expected an IP address, found the path "${address}"`);
  return fromNode(address);
}
