/** `wasi:sockets/tcp`: each function in each state of a socket, and what it refuses in any: the rows of two tests. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import { after } from "node:test";
import type { IpAddressFamily, IpSocketAddress } from "../sockets/ip-address.ts";
import type { TcpSocket } from "../sockets/tcp-socket.ts";
import { at, type Guest } from "./sockets-host.test.ts";

/** tcpmux, which no system serves any more, and which is given to nobody who asks for any port. */
const NOBODYS_PORT = 1;
export const SECOND = 1_000_000_000n;
export const ANY = ["0.0.0.0/0:*", "[::/0]:*"];
const LOOPBACK = { ipv4: "127.0.0.1", ipv6: "::1" } as const;

export const portOf = (address: IpSocketAddress) => address.val.port;

export async function bind(
  { createTcpSocket, net }: Guest,
  family: IpAddressFamily = "ipv4",
  port = 0,
): Promise<TcpSocket> {
  const socket = createTcpSocket(family);
  socket.startBind(net, at(LOOPBACK[family], port));
  await socket.subscribe().block();
  socket.finishBind();
  return socket;
}

export async function listen(host: Guest, family: IpAddressFamily = "ipv4"): Promise<TcpSocket> {
  const socket = await bind(host, family);
  socket.startListen();
  await socket.subscribe().block();
  socket.finishListen();
  after(() => socket[Symbol.dispose]());
  return socket;
}

export async function connectTo({ createTcpSocket, net }: Guest, remote: IpSocketAddress) {
  const socket = createTcpSocket(remote.tag);
  socket.startConnect(net, remote);
  await socket.subscribe().block();
  return [socket, ...socket.finishConnect()] as const;
}

/** A peer of Node's own. */
export async function peer(onConnection: (socket: Socket) => void = () => {}): Promise<Server & { port: number }> {
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    after(() => socket.destroy());
    socket.on("error", () => {});
    onConnection(socket);
  });
  after(() => server.close());
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  assert.ok(address !== null && typeof address === "object");
  return Object.assign(server, { port: address.port });
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = await peer();
  server.close();
  await once(server, "close");
  return server.port;
}

// Each state of a socket, and what each function says in it.

export const states: Readonly<Record<string, (host: Guest) => TcpSocket | Promise<TcpSocket>>> = {
  unbound: ({ createTcpSocket }) => createTcpSocket("ipv4"),
  bound: (host) => bind(host),
  listening: (host) => listen(host),
  async connecting(host) {
    const socket = host.createTcpSocket("ipv4");
    socket.startConnect(host.net, at("127.0.0.1", (await peer()).port));
    return socket;
  },
  async connected(host) {
    const [socket] = await connectTo(host, at("127.0.0.1", (await peer()).port));
    return socket;
  },
  async closed(host) {
    const socket = host.createTcpSocket("ipv4");
    socket.startConnect(host.net, at("127.0.0.1", NOBODYS_PORT));
    await socket.subscribe().block();
    refuse(() => socket.finishConnect());
    return socket;
  },
};

export const functions: Readonly<Record<string, (socket: TcpSocket, host: Guest) => unknown>> = {
  "start-bind": (socket, { net }) => socket.startBind(net, at("127.0.0.1", 0)),
  "finish-bind": (socket) => socket.finishBind(),
  "start-connect": (socket, { net }) => socket.startConnect(net, at("127.0.0.1", 9)),
  "finish-connect": (socket) => socket.finishConnect(),
  "start-listen": (socket) => socket.startListen(),
  "finish-listen": (socket) => socket.finishListen(),
  accept: (socket) => socket.accept(),
  "local-address": (socket) => socket.localAddress(),
  "remote-address": (socket) => socket.remoteAddress(),
  shutdown: (socket) => socket.shutdown("both"),
  "set-listen-backlog-size": (socket) => socket.setListenBacklogSize(10n),
  "keep-alive-enabled": (socket) => socket.keepAliveEnabled(),
  "set-keep-alive-enabled": (socket) => socket.setKeepAliveEnabled(true),
  "set-keep-alive-idle-time": (socket) => socket.setKeepAliveIdleTime(SECOND),
  "set-keep-alive-interval": (socket) => socket.setKeepAliveInterval(SECOND),
  "set-keep-alive-count": (socket) => socket.setKeepAliveCount(3),
  "set-hop-limit": (socket) => socket.setHopLimit(64),
  "set-receive-buffer-size": (socket) => socket.setReceiveBufferSize(4096n),
  "set-send-buffer-size": (socket) => socket.setSendBufferSize(4096n),
};

/** What is not "ok" in a state. */
const answers: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "start-bind": {
    bound: "invalid-state",
    listening: "invalid-state",
    connecting: "concurrency-conflict",
    connected: "invalid-state",
    closed: "invalid-state",
  },
  "finish-bind": {
    unbound: "not-in-progress",
    bound: "not-in-progress",
    listening: "not-in-progress",
    connecting: "not-in-progress",
    connected: "not-in-progress",
    closed: "not-in-progress",
  },
  "start-connect": {
    listening: "invalid-state",
    connecting: "concurrency-conflict",
    connected: "invalid-state",
    closed: "invalid-state",
  },
  "finish-connect": {
    unbound: "not-in-progress",
    bound: "not-in-progress",
    listening: "not-in-progress",
    connecting: "would-block",
    connected: "not-in-progress",
    closed: "not-in-progress",
  },
  "start-listen": {
    unbound: "invalid-state",
    listening: "invalid-state",
    connecting: "concurrency-conflict",
    connected: "invalid-state",
    closed: "invalid-state",
  },
  "finish-listen": {
    unbound: "not-in-progress",
    bound: "not-in-progress",
    listening: "not-in-progress",
    connecting: "not-in-progress",
    connected: "not-in-progress",
    closed: "not-in-progress",
  },
  accept: {
    unbound: "invalid-state",
    bound: "invalid-state",
    listening: "would-block",
    connecting: "invalid-state",
    connected: "invalid-state",
    closed: "invalid-state",
  },
  "local-address": { unbound: "invalid-state", connecting: "invalid-state", closed: "invalid-state" },
  "remote-address": {
    unbound: "invalid-state",
    bound: "invalid-state",
    listening: "invalid-state",
    connecting: "invalid-state",
    closed: "invalid-state",
  },
  shutdown: {
    unbound: "invalid-state",
    bound: "invalid-state",
    listening: "invalid-state",
    connecting: "invalid-state",
    closed: "invalid-state",
  },
  "set-listen-backlog-size": {
    listening: "not-supported",
    connecting: "invalid-state",
    connected: "invalid-state",
    closed: "invalid-state",
  },
};

/** The options all answer alike. */
const OPTIONS = { connecting: "invalid-state", closed: "invalid-state" };

// Arguments

export const refusals: readonly (readonly [string, string, (host: Guest) => unknown])[] = [
  [
    "start-bind to IPv6 on IPv4",
    "invalid-argument",
    ({ createTcpSocket, net }) => createTcpSocket("ipv4").startBind(net, at("::1", 0)),
  ],
  [
    "start-bind to IPv4 on IPv6",
    "invalid-argument",
    ({ createTcpSocket, net }) => createTcpSocket("ipv6").startBind(net, at("127.0.0.1", 0)),
  ],
  [
    "start-bind to IPv4 in IPv6's clothes",
    "invalid-argument",
    ({ createTcpSocket, net }) => createTcpSocket("ipv6").startBind(net, at("::ffff:127.0.0.1", 0)),
  ],
  [
    "start-bind to a group",
    "invalid-argument",
    ({ createTcpSocket, net }) => createTcpSocket("ipv4").startBind(net, at("224.0.0.1", 0)),
  ],
  [
    "start-bind to everybody",
    "invalid-argument",
    ({ createTcpSocket, net }) => createTcpSocket("ipv4").startBind(net, at("255.255.255.255", 0)),
  ],
  [
    "start-bind to an IPv6 group",
    "invalid-argument",
    ({ createTcpSocket, net }) => createTcpSocket("ipv6").startBind(net, at("ff02::1", 0)),
  ],
  [
    "start-bind to somebody else's address",
    "address-not-bindable",
    ({ createTcpSocket, net }) => createTcpSocket("ipv4").startBind(net, at("192.0.2.1", 0)),
  ],
  [
    "start-connect to IPv6 on IPv4",
    "invalid-argument",
    ({ createTcpSocket, net }) => createTcpSocket("ipv4").startConnect(net, at("::1", 80)),
  ],
  [
    "start-connect to no address",
    "invalid-argument",
    ({ createTcpSocket, net }) => createTcpSocket("ipv4").startConnect(net, at("0.0.0.0", 80)),
  ],
  [
    "start-connect to no IPv6 address",
    "invalid-argument",
    ({ createTcpSocket, net }) => createTcpSocket("ipv6").startConnect(net, at("::", 80)),
  ],
  [
    "start-connect to no port",
    "invalid-argument",
    ({ createTcpSocket, net }) => createTcpSocket("ipv4").startConnect(net, at("127.0.0.1", 0)),
  ],
  [
    "start-connect to a group",
    "invalid-argument",
    ({ createTcpSocket, net }) => createTcpSocket("ipv4").startConnect(net, at("224.0.0.1", 80)),
  ],
  [
    "start-connect to IPv4 in IPv6's clothes",
    "invalid-argument",
    ({ createTcpSocket, net }) => createTcpSocket("ipv6").startConnect(net, at("::ffff:127.0.0.1", 80)),
  ],
  [
    "set-listen-backlog-size to 0",
    "invalid-argument",
    ({ createTcpSocket }) => createTcpSocket("ipv4").setListenBacklogSize(0n),
  ],
  [
    "set-keep-alive-idle-time to 0",
    "invalid-argument",
    ({ createTcpSocket }) => createTcpSocket("ipv4").setKeepAliveIdleTime(0n),
  ],
  [
    "set-keep-alive-interval to 0",
    "invalid-argument",
    ({ createTcpSocket }) => createTcpSocket("ipv4").setKeepAliveInterval(0n),
  ],
  [
    "set-keep-alive-count to 0",
    "invalid-argument",
    ({ createTcpSocket }) => createTcpSocket("ipv4").setKeepAliveCount(0),
  ],
  ["set-hop-limit to 0", "invalid-argument", ({ createTcpSocket }) => createTcpSocket("ipv4").setHopLimit(0)],
  [
    "set-hop-limit to what Node cannot set",
    "not-supported",
    ({ createTcpSocket }) => createTcpSocket("ipv4").setHopLimit(7),
  ],
  [
    "set-receive-buffer-size to 0",
    "invalid-argument",
    ({ createTcpSocket }) => createTcpSocket("ipv4").setReceiveBufferSize(0n),
  ],
  [
    "set-send-buffer-size to 0",
    "invalid-argument",
    ({ createTcpSocket }) => createTcpSocket("ipv4").setSendBufferSize(0n),
  ],
];

/** A recorder refuses nothing. */
function refuse(call: () => unknown): void {
  try {
    call();
  } catch (error) {
    assert.equal(Object(error).payload, "connection-refused");
  }
}

/** What a function answers in a state. */
export function answerIn(state: string, called: string): string {
  return new Map(Object.entries(answers[called] ?? OPTIONS)).get(state) ?? "ok";
}
