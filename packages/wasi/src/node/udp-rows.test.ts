/** `wasi:sockets/udp`: each function in each state of a socket, and what it refuses in any: the rows of two tests. */
import { after } from "node:test";
import type { IpAddressFamily, IpSocketAddress } from "../sockets/ip-address.ts";
import type { UdpSocket } from "../sockets/udp-socket.ts";
import { at, type Guest, guest } from "./sockets-host.test.ts";

export const ANY = ["0.0.0.0/0:*", "[::/0]:*"];
export const LOOPBACK = { ipv4: "127.0.0.1", ipv6: "::1" } as const;
export const UNSPECIFIED = { ipv4: "0.0.0.0", ipv6: "::" } as const;

export type Streams = ReturnType<UdpSocket["stream"]>;

export function create({ createUdpSocket }: Guest, family: IpAddressFamily = "ipv4"): UdpSocket {
  const socket = createUdpSocket(family);
  after(() => socket[Symbol.dispose]());
  return socket;
}

export function bind(host: Guest, local: IpSocketAddress = at("127.0.0.1", 0)): UdpSocket {
  const socket = create(host, local.tag);
  socket.startBind(host.net, local);
  socket.finishBind();
  return socket;
}

export function open(socket: UdpSocket, remote?: IpSocketAddress): Streams {
  const streams = socket.stream(remote);
  after(() => drop(...streams));
  return streams;
}

export function drop(...resources: readonly Disposable[]): void {
  for (const resource of resources) resource[Symbol.dispose]();
}

export const states: Readonly<Record<string, (host: Guest) => UdpSocket>> = {
  unbound: (host) => create(host),
  bound: (host) => bind(host),
  connected(host) {
    const socket = bind(host);
    open(socket, at("127.0.0.1", 9));
    return socket;
  },
};

export const functions: Readonly<Record<string, (socket: UdpSocket, host: Guest) => unknown>> = {
  "start-bind": (socket, { net }) => socket.startBind(net, at("127.0.0.1", 0)),
  "finish-bind": (socket) => socket.finishBind(),
  "local-address": (socket) => socket.localAddress(),
  "remote-address": (socket) => socket.remoteAddress(),
  "unicast-hop-limit": (socket) => socket.unicastHopLimit(),
  "set-unicast-hop-limit": (socket) => socket.setUnicastHopLimit(255),
  "receive-buffer-size": (socket) => socket.receiveBufferSize(),
  "set-receive-buffer-size": (socket) => socket.setReceiveBufferSize(16_000n),
  "send-buffer-size": (socket) => socket.sendBufferSize(),
  "set-send-buffer-size": (socket) => socket.setSendBufferSize(2n ** 64n - 1n),
  subscribe: (socket) => socket.subscribe().ready(),
};

/** What is not "ok" in a state. */
const answers: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "start-bind": { bound: "invalid-state", connected: "invalid-state" },
  "finish-bind": { unbound: "not-in-progress", bound: "not-in-progress", connected: "not-in-progress" },
  "local-address": { unbound: "invalid-state" },
  "remote-address": { unbound: "invalid-state", bound: "invalid-state" },
};

export const refusals: readonly (readonly [string, string, (host: Guest) => unknown])[] = [
  ["start-bind to IPv6 on IPv4", "invalid-argument", (host) => create(host).startBind(host.net, at("::1", 0))],
  [
    "start-bind to IPv4 in IPv6's clothes",
    "invalid-argument",
    (host) => create(host, "ipv6").startBind(host.net, at("::ffff:127.0.0.1", 0)),
  ],
  [
    "start-bind to somebody else's address",
    "address-not-bindable",
    (host) => create(host).startBind(host.net, at("192.0.2.1", 0)),
  ],
  [
    "start-bind to an address in use",
    "address-in-use",
    (host) => create(host).startBind(host.net, bind(host).localAddress()),
  ],
  ["stream of an unbound socket", "invalid-state", (host) => create(host).stream(undefined)],
  ["stream to IPv6 on IPv4", "invalid-argument", (host) => bind(host).stream(at("::1", 80))],
  ["stream to no address", "invalid-argument", (host) => bind(host).stream(at("0.0.0.0", 80))],
  ["stream to no port", "invalid-argument", (host) => bind(host).stream(at("127.0.0.1", 0))],
  [
    "stream to IPv4 in IPv6's clothes",
    "invalid-argument",
    (host) => bind(host, at("::1", 0)).stream(at("::ffff:127.0.0.1", 80)),
  ],
  ["set-unicast-hop-limit to 0", "invalid-argument", (host) => create(host).setUnicastHopLimit(0)],
  ["set-receive-buffer-size to 0", "invalid-argument", (host) => create(host).setReceiveBufferSize(0n)],
  ["set-send-buffer-size to 0", "invalid-argument", (host) => create(host).setSendBufferSize(0n)],
  ["send to nobody", "invalid-argument", (host) => sendOne(host, {})],
  ["send to no address", "invalid-argument", (host) => sendOne(host, { to: at("0.0.0.0", 80) })],
  ["send to no port", "invalid-argument", (host) => sendOne(host, { to: at("127.0.0.1", 0) })],
  ["send to IPv6 on IPv4", "invalid-argument", (host) => sendOne(host, { to: at("::1", 80) })],
  [
    "send to another than the peer",
    "invalid-argument",
    (host) => sendOne(host, { to: at("127.0.0.1", 10), peer: at("127.0.0.1", 9) }),
  ],
  ["send of too much", "datagram-too-large", (host) => sendOne(host, { to: at("127.0.0.1", 9), length: 65_536 })],
  [
    "send to where nothing was granted",
    "access-denied",
    () => sendOne(guest({ udp: ["127.0.0.1:*"] }), { to: at("127.0.0.2", 9) }),
  ],
  [
    "stream to where nothing was granted",
    "access-denied",
    () => bind(guest({ udp: ["127.0.0.1:*"] })).stream(at("127.0.0.2", 9)),
  ],
  ["start-bind where nothing was granted", "access-denied", () => bind(guest({ udp: ["127.0.0.1:9"] }))],
];

export function sendOne(
  host: Guest,
  { to, peer, length = 1 }: { to?: IpSocketAddress; peer?: IpSocketAddress; length?: number },
): bigint {
  const [, outgoing] = open(bind(host), peer);
  outgoing.checkSend();
  return outgoing.send([{ data: new Uint8Array(length), remoteAddress: to }]);
}

/** What a function answers in a state. */
export function answerIn(state: string, called: string): string {
  return answers[called]?.[state] ?? "ok";
}
