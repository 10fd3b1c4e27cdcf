/** `wasi:sockets/tcp` against real peers on loopback: each function in each state, and what a connection does. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { test } from "node:test";
import type { InputStream } from "../io/input-stream.ts";
import type { OutputStream } from "../io/output-stream.ts";
import { SocketError } from "../sockets/error-code.ts";
import type { TcpSocket } from "../sockets/tcp-socket.ts";
import { at, bytes, guest, is, text } from "./sockets-host.test.ts";
import {
  ANY,
  answerIn,
  bind,
  connectTo,
  freePort,
  functions,
  listen,
  peer,
  portOf,
  refusals,
  SECOND,
  states,
} from "./tcp-rows.test.ts";

async function accept(listener: TcpSocket) {
  await listener.subscribe().block();
  return listener.accept();
}

async function readAll(input: InputStream): Promise<string> {
  let all = "";
  for (;;) {
    try {
      all += text(await input.blockingRead(1n << 16n));
    } catch (error) {
      assert.equal(Object(error).payload.tag, "closed");
      return all;
    }
  }
}

async function writeAll(output: OutputStream, data: Uint8Array): Promise<void> {
  for (let at = 0; at < data.length; at += 4096) await output.blockingWriteAndFlush(data.slice(at, at + 4096));
}

function drop(...resources: readonly Disposable[]): void {
  for (const resource of resources) resource[Symbol.dispose]();
}

for (const [name, call] of Object.entries(functions)) {
  for (const [state, make] of Object.entries(states)) {
    const expected = answerIn(state, name);
    test(`${name} of a socket that is ${state}: ${expected}`, async () => {
      const host = guest({ tcp: ANY });
      const socket = await make(host);
      assert.equal(
        answerOf(() => call(socket, host)),
        expected,
      );
      drop(socket);
    });
  }
}

function answerOf(call: () => unknown): string {
  try {
    call();
    return "ok";
  } catch (error) {
    return Object(error).payload;
  }
}

for (const [name, code, call] of refusals) {
  test(`${name}: ${code}`, () => {
    assert.equal(
      answerOf(() => call(guest({ tcp: ANY }))),
      code,
    );
  });
}

test("an address that is in use: address-in-use, and another try with another address", async () => {
  const host = guest({ tcp: ANY });
  const { port } = await peer();
  const socket = host.createTcpSocket("ipv4");
  assert.equal(
    answerOf(() => socket.startBind(host.net, at("127.0.0.1", port))),
    "address-in-use",
  );
  socket.startBind(host.net, at("127.0.0.1", 0));
  socket.finishBind();
  assert.notEqual(portOf(socket.localAddress()), 0);
  drop(socket);
});

// Grants: they are checked on the address that is used.

const granted: readonly (readonly [string, string])[] = [
  ["127.0.0.1:PORT", "connected"],
  ["127.0.0.0/8:PORT", "connected"],
  ["localhost:PORT", "connected"],
  ["0.0.0.0/0:PORT", "connected"],
  ["*:PORT", "access-denied"],
  ["127.0.0.1:1", "access-denied"],
  ["127.0.0.2:PORT", "access-denied"],
  ["[::1]:PORT", "access-denied"],
  ["nowhere.invalid:PORT", "access-denied"],
];

for (const [grant, expected] of granted) {
  test(`with ${grant} granted, connecting to 127.0.0.1 is ${expected}`, async () => {
    const { port } = await peer();
    const host = guest({ tcp: [grant.replace("PORT", String(port))] });
    const socket = host.createTcpSocket("ipv4");
    socket.startConnect(host.net, at("127.0.0.1", port));
    await socket.subscribe().block();
    assert.equal(answerOf(() => socket.finishConnect()).replace("ok", "connected"), expected);
    drop(socket);
  });
}

test("binding somewhere that was not granted: access-denied", () => {
  const { createTcpSocket, net } = guest({ tcp: ["127.0.0.1:1234"] });
  for (const address of [at("127.0.0.1", 0), at("127.0.0.1", 1235), at("0.0.0.0", 1234)]) {
    assert.throws(() => createTcpSocket("ipv4").startBind(net, address), is("access-denied"));
  }
});

test("a client binds to any address and port, but does not listen there", async () => {
  const { createTcpSocket, net } = guest({ tcp: ["192.0.2.1:80"] });
  const socket = createTcpSocket("ipv4");
  socket.startBind(net, at("0.0.0.0", 0));
  socket.finishBind();
  assert.throws(() => socket.startListen(), is("access-denied"));
  drop(socket);
});

test("binding by a granted name takes its look-up, and can be polled for", async () => {
  const { createTcpSocket, net } = guest({ tcp: ["localhost:*"] });
  const socket = createTcpSocket("ipv4");
  socket.startBind(net, at("127.0.0.1", 0));
  assert.throws(() => socket.finishBind(), is("would-block"));
  assert.throws(() => socket.startListen(), is("concurrency-conflict"));
  await socket.subscribe().block();
  socket.finishBind();
  assert.notEqual(portOf(socket.localAddress()), 0);
  drop(socket);
});

// Connections

for (const family of ["ipv4", "ipv6"] as const) {
  test(`${family}: two guests exchange bytes both ways, and each hears the other's end`, async () => {
    const host = guest({ tcp: ANY });
    const listener = await listen(host, family);
    const [client, clientInput, clientOutput] = await connectTo(host, listener.localAddress());
    const [server, serverInput, serverOutput] = await accept(listener);
    assert.deepEqual(client.remoteAddress(), listener.localAddress());
    assert.deepEqual(server.remoteAddress(), client.localAddress());
    await writeAll(clientOutput, bytes("ping"));
    assert.equal(text(await serverInput.blockingRead(100n)), "ping");
    drop(clientOutput);
    assert.equal(await readAll(serverInput), "");
    await writeAll(serverOutput, bytes("pong"));
    drop(serverOutput);
    assert.equal(await readAll(clientInput), "pong");
    drop(clientInput, client, serverInput, server);
  });
}

test("a socket that was bound connects from there", async () => {
  const host = guest({ tcp: ANY });
  const from = Promise.withResolvers<number | undefined>();
  const server = await peer((socket) => from.resolve(socket.remotePort));
  const socket = await bind(host);
  const port = portOf(socket.localAddress());
  socket.startConnect(host.net, at("127.0.0.1", server.port));
  await socket.subscribe().block();
  drop(...socket.finishConnect());
  assert.equal(await from.promise, port);
  assert.equal(portOf(socket.localAddress()), port);
  drop(socket);
});

test("a megabyte goes each way, whole and in order", async () => {
  const host = guest({ tcp: ANY });
  const server = await peer((socket) => socket.pipe(socket));
  const [socket, input, output] = await connectTo(host, at("127.0.0.1", server.port));
  const sent = Uint8Array.from({ length: 1 << 20 }, (_, i) => (i * 31) >> 8);
  const echoed = readAllBytes(input);
  await writeAll(output, sent);
  drop(output);
  assert.deepEqual(await echoed, sent);
  drop(input, socket);
});

async function readAllBytes(input: InputStream): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for (;;) {
    try {
      chunks.push(await input.blockingRead(1n << 16n));
    } catch {
      return new Uint8Array(Buffer.concat(chunks));
    }
  }
}

test("a peer that does not read makes the guest wait, and goes on when it does", async () => {
  const host = guest({ tcp: ANY });
  const accepted = Promise.withResolvers<Socket>();
  const server = await peer((socket) => accepted.resolve(socket.pause()));
  const [socket, input, output] = await connectTo(host, at("127.0.0.1", server.port));
  let written = 0;
  for (;;) {
    const permit = Number(output.checkWrite());
    if (permit === 0) break;
    output.write(new Uint8Array(permit));
    written += permit;
  }
  assert.equal(output.subscribe().ready(), false);
  const peerSocket = await accepted.promise;
  let received = 0;
  peerSocket.on("data", (chunk) => {
    received += chunk.length;
  });
  peerSocket.resume();
  await output.subscribe().block();
  assert.ok(output.checkWrite() > 0n);
  drop(output);
  await once(peerSocket, "end");
  assert.equal(received, written);
  peerSocket.end();
  drop(input, socket);
});

test("a guest that does not read makes its peer wait", async () => {
  const host = guest({ tcp: ANY });
  const listener = await listen(host);
  const client = connect(portOf(listener.localAddress()), "127.0.0.1");
  const [socket, input, output] = await accept(listener);
  const chunk = new Uint8Array(1 << 20);
  for (let i = 0; i < 64; i++) client.write(chunk);
  await once(client, "connect");
  await input.subscribe().block();
  await new Promise(setImmediate);
  assert.ok(
    client.writableLength > 32 << 20,
    `expected the peer to hold most of it, it holds ${client.writableLength}`,
  );
  client.destroy();
  drop(input, output, socket);
});

test("shutdown send: the peer hears the end, the guest may still read", async () => {
  const host = guest({ tcp: ANY });
  const server = await peer((socket) => socket.on("end", () => socket.end("after the end")).resume());
  const [socket, input, output] = await connectTo(host, at("127.0.0.1", server.port));
  socket.shutdown("send");
  assert.throws(() => output.write(bytes("x")), { name: "ComponentError" });
  assert.equal(await readAll(input), "after the end");
  drop(input, output, socket);
});

test("shutdown receive: the guest reads the end, and may still write", async () => {
  const host = guest({ tcp: ANY });
  const received = Promise.withResolvers<string>();
  const server = await peer((socket) => {
    socket.write("ignored");
    socket.once("data", (data) => received.resolve(String(data)));
  });
  const [socket, input, output] = await connectTo(host, at("127.0.0.1", server.port));
  socket.shutdown("receive");
  assert.equal(await readAll(input), "");
  await writeAll(output, bytes("heard"));
  assert.equal(await received.promise, "heard");
  drop(input, output, socket);
});

test("a peer that resets: the streams fail once with connection-reset, and are then closed", async () => {
  const host = guest({ tcp: ANY });
  const server = await peer((socket) => socket.once("data", () => socket.resetAndDestroy()));
  const [socket, input, output] = await connectTo(host, at("127.0.0.1", server.port));
  await writeAll(output, bytes("x"));
  const failure = await failureOf(input);
  assert.equal(failure.tag, "last-operation-failed");
  assert.ok(failure.val instanceof SocketError);
  assert.equal(host.networkErrorCode(failure.val), "connection-reset");
  assert.throws(() => input.read(1n), { name: "ComponentError", message: "closed" });
  drop(input, output, socket);
});

async function failureOf(input: InputStream) {
  try {
    await input.blockingRead(1n);
  } catch (error) {
    return Object(error).payload;
  }
}

test("nobody is there: connection-refused, and the socket is closed", async () => {
  const host = guest({ tcp: ANY });
  const socket = host.createTcpSocket("ipv4");
  socket.startConnect(host.net, at("127.0.0.1", await freePort()));
  assert.throws(() => socket.finishConnect(), is("would-block"));
  await socket.subscribe().block();
  assert.throws(() => socket.finishConnect(), is("connection-refused"));
  assert.throws(() => socket.startConnect(host.net, at("127.0.0.1", 9)), is("invalid-state"));
});

test("a socket dropped while it connects ends the attempt", async () => {
  const host = guest({ tcp: ANY });
  const gone = Promise.withResolvers<void>();
  const server = await peer((socket) => socket.resume().once("close", () => gone.resolve()));
  const socket = host.createTcpSocket("ipv4");
  socket.startConnect(host.net, at("127.0.0.1", server.port));
  drop(socket);
  server.close(() => gone.resolve());
  await gone.promise;
});

test("accepted sockets inherit the options of their listener, and keep them", async () => {
  const host = guest({ tcp: ANY });
  const listener = await listen(host);
  listener.setKeepAliveEnabled(true);
  listener.setKeepAliveIdleTime(42n * SECOND);
  const [client] = await connectTo(host, listener.localAddress());
  const [server] = await accept(listener);
  listener.setKeepAliveIdleTime(43n * SECOND);
  assert.equal(server.keepAliveEnabled(), true);
  assert.equal(server.keepAliveIdleTime(), 42n * SECOND);
  drop(client, server);
});

test("options are clamped and read back", () => {
  const socket = guest({ tcp: ANY }).createTcpSocket("ipv4");
  assert.equal(socket.keepAliveEnabled(), false);
  for (const [value, kept] of [
    [1n, SECOND],
    [1_500_000_000n, SECOND],
    [2n ** 64n - 1n, 32_767n * SECOND],
  ] as const) {
    socket.setKeepAliveIdleTime(value);
    socket.setKeepAliveInterval(value);
    assert.deepEqual([socket.keepAliveIdleTime(), socket.keepAliveInterval()], [kept, kept]);
  }
  socket.setKeepAliveCount(4_000_000_000);
  assert.equal(socket.keepAliveCount(), 127);
  socket.setHopLimit(64);
  assert.equal(socket.hopLimit(), 64);
  socket.setReceiveBufferSize(1n);
  socket.setSendBufferSize(2n ** 64n - 1n);
  assert.deepEqual([socket.receiveBufferSize(), socket.sendBufferSize()], [4096n, 4_194_304n]);
});

test("who comes when the backlog is full is turned away", async () => {
  const host = guest({ tcp: ANY });
  const listener = await bind(host);
  listener.setListenBacklogSize(1n);
  listener.startListen();
  await listener.subscribe().block();
  listener.finishListen();
  const clients = [1, 2, 3].map(() => connect(portOf(listener.localAddress()), "127.0.0.1"));
  for (const client of clients) client.on("error", () => {});
  const turnedAway = clients.map((client) => new Promise((resolve) => client.once("close", resolve)));
  await Promise.race(turnedAway);
  await listener.subscribe().block();
  drop(...listener.accept());
  drop(listener);
  for (const client of clients) client.destroy();
});

test("zero timeouts in a busy loop do not keep a connection from becoming readable", async () => {
  const { monotonicClock } = await import("../clocks/monotonic-clock.ts");
  const { poll } = await import("../io/pollable.ts");
  const { nodePlatform } = await import("./platform.ts");
  const clock = monotonicClock(nodePlatform);
  const host = guest({ tcp: ANY });
  const server = await peer((socket) => socket.end("hello"));
  const [socket, input, output] = await connectTo(host, at("127.0.0.1", server.port));
  for (;;) {
    const ready = await poll([clock.subscribeDuration(0n), input.subscribe()]);
    if (ready.includes(1)) break;
  }
  assert.equal(await readAll(input), "hello");
  drop(input, output, socket);
});
