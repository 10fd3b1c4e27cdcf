/** `wasi:sockets/udp` against real peers on loopback. */
import assert from "node:assert/strict";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { after, test } from "node:test";
import { Misuse } from "../io/misuse.ts";
import type { IpSocketAddress } from "../sockets/ip-address.ts";
import { at, bytes, guest, is, text } from "./sockets-host.test.ts";
import {
  ANY,
  answerIn,
  bind,
  create,
  drop,
  functions,
  LOOPBACK,
  open,
  refusals,
  type Streams,
  states,
  UNSPECIFIED,
} from "./udp-rows.test.ts";

async function send([, outgoing]: Streams, data: string, remoteAddress?: IpSocketAddress): Promise<bigint> {
  await outgoing.subscribe().block();
  assert.ok(outgoing.checkSend() > 0n);
  return outgoing.send([{ data: bytes(data), remoteAddress }]);
}

async function receive([incoming]: Streams): Promise<[string, IpSocketAddress]> {
  await incoming.subscribe().block();
  const [datagram] = incoming.receive(1n);
  assert.ok(datagram);
  return [text(datagram.data), datagram.remoteAddress];
}

/** A peer of Node's own, which answers with what it was sent. */
async function echo(): Promise<IpSocketAddress> {
  const socket = createSocket("udp4");
  socket.on("message", (data, from) => socket.send(data, from.port, from.address));
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  after(() => socket.close());
  return at("127.0.0.1", socket.address().port);
}

function answerOf(call: () => unknown): string {
  try {
    call();
    return "ok";
  } catch (error) {
    return Object(error).payload;
  }
}

for (const [name, call] of Object.entries(functions)) {
  for (const [state, make] of Object.entries(states)) {
    const expected = answerIn(state, name);
    test(`${name} of a socket that is ${state}: ${expected}`, () => {
      const host = guest({ udp: ANY });
      assert.equal(
        answerOf(() => call(make(host), host)),
        expected,
      );
    });
  }
}

for (const [name, code, call] of refusals) {
  test(`${name}: ${code}`, () => {
    assert.equal(
      answerOf(() => call(guest({ udp: ANY }))),
      code,
    );
  });
}

for (const family of ["ipv4", "ipv6"] as const) {
  test(`${family}: two guests exchange datagrams`, async () => {
    const host = guest({ udp: ANY });
    const [one, two] = [bind(host, at(LOOPBACK[family], 0)), bind(host, at(LOOPBACK[family], 0))];
    const [first, second] = [open(one), open(two)];
    assert.equal(await send(first, "ping", two.localAddress()), 1n);
    assert.deepEqual(await receive(second), ["ping", one.localAddress()]);
    assert.equal(await send(second, "pong", one.localAddress()), 1n);
    assert.deepEqual(await receive(first), ["pong", two.localAddress()]);
  });
}

test("a peer named once needs no naming, or the same", async () => {
  const host = guest({ udp: ANY });
  const peer = await echo();
  const socket = bind(host);
  const streams = open(socket, peer);
  assert.deepEqual(socket.remoteAddress(), peer);
  await send(streams, "a");
  await send(streams, "b", peer);
  assert.deepEqual(
    [await receive(streams), await receive(streams)],
    [
      ["a", peer],
      ["b", peer],
    ],
  );
});

test("an empty datagram is a datagram", async () => {
  const peer = await echo();
  const streams = open(bind(guest({ udp: ANY })), peer);
  await send(streams, "");
  assert.deepEqual(await receive(streams), ["", peer]);
});

test("several datagrams go in one call and come in one", async () => {
  const host = guest({ udp: ANY });
  const peer = await echo();
  const [incoming, outgoing] = open(bind(host), peer);
  const datagrams = ["1", "2", "3"].map((data) => ({ data: bytes(data), remoteAddress: undefined }));
  outgoing.checkSend();
  assert.equal(outgoing.send(datagrams), 3n);
  const received: string[] = [];
  while (received.length < 3) {
    await incoming.subscribe().block();
    received.push(...incoming.receive(2n ** 64n - 1n).map(({ data }) => text(data)));
  }
  assert.deepEqual(received, ["1", "2", "3"]);
  assert.deepEqual(incoming.receive(10n), []);
});

test("after a datagram that cannot be sent nothing is sent, and the count says so", () => {
  const host = guest({ udp: ANY });
  const [, outgoing] = open(bind(host));
  const to = at("127.0.0.1", 9);
  const datagrams = [to, undefined, to].map((remoteAddress) => ({ data: bytes("x"), remoteAddress }));
  outgoing.checkSend();
  assert.equal(outgoing.send(datagrams), 1n);
});

test("each send needs a permit: more is a trap", () => {
  const [, outgoing] = open(bind(guest({ udp: ANY })), at("127.0.0.1", 9));
  const datagram = { data: bytes("x"), remoteAddress: undefined };
  assert.equal(outgoing.send([]), 0n);
  assert.throws(() => outgoing.send([datagram]), Misuse);
  const permit = Number(outgoing.checkSend());
  assert.throws(() => outgoing.send(Array(permit + 1).fill(datagram)), Misuse);
  assert.equal(outgoing.send([datagram]), 1n);
  assert.throws(() => outgoing.send([datagram]), Misuse);
});

test("a socket can be connected, disconnected and connected again, and stays bound", async () => {
  const host = guest({ udp: ANY });
  const socket = bind(host);
  for (const remote of [
    undefined,
    at("127.0.0.1", 4321),
    at("127.0.0.1", 4321),
    at("127.0.0.1", 4320),
    undefined,
    at("127.0.0.1", 4321),
  ]) {
    drop(...socket.stream(remote));
    if (remote === undefined) assert.throws(() => socket.remoteAddress(), is("invalid-state"));
    else assert.deepEqual(socket.remoteAddress(), remote);
    assert.equal(socket.localAddress().tag, "ipv4");
  }
});

test("a second pair of streams beside the first is a trap", () => {
  const socket = bind(guest({ udp: ANY }));
  const [incoming, outgoing] = open(socket);
  assert.throws(() => socket.stream(undefined), Misuse);
  drop(incoming);
  assert.throws(() => socket.stream(undefined), Misuse);
  drop(outgoing);
});

test("nobody listens at the peer: connection-refused, with the next receive", async () => {
  const host = guest({ udp: ANY });
  const gone = bind(host);
  const remote = gone.localAddress();
  drop(gone);
  const streams = open(bind(host), remote);
  await send(streams, "x");
  await streams[0].subscribe().block();
  assert.throws(() => streams[0].receive(1n), is("connection-refused"));
});

test("streams outlive their socket", async () => {
  const peer = await echo();
  const socket = bind(guest({ udp: ANY }));
  const streams = open(socket, peer);
  drop(socket);
  await send(streams, "still here");
  assert.deepEqual(await receive(streams), ["still here", peer]);
});

test("a client hears those it may talk to, and nobody else", async () => {
  const [friend, stranger] = [bind(guest({ udp: ANY })), bind(guest({ udp: ANY }))];
  const host = guest({ udp: [`127.0.0.1:${friend.localAddress().val.port}`] });
  const client = bind(host, at(UNSPECIFIED.ipv4, 0));
  const to = at("127.0.0.1", client.localAddress().val.port);
  const streams = open(client);
  await send(open(stranger), "from a stranger", to);
  await send(open(friend), "from a friend", to);
  assert.deepEqual(await receiveAny(streams), "from a friend");
});

/** What is heard first; a pollable may be ready for what is not heard. */
async function receiveAny([incoming]: Streams): Promise<string> {
  for (;;) {
    await incoming.subscribe().block();
    const [datagram] = incoming.receive(1n);
    if (datagram !== undefined) return text(datagram.data);
  }
}

test("a server hears everybody, and answers whom it may", async () => {
  const client = bind(guest({ udp: ANY }));
  const server = bind(guest({ udp: ["127.0.0.1:0"] }), at("127.0.0.1", 0));
  const streams = open(server);
  await send(open(client), "hello", server.localAddress());
  assert.deepEqual(await receive(streams), ["hello", client.localAddress()]);
  await assert.rejects(send(streams, "hello", client.localAddress()), is("access-denied"));
});

test("a peer granted by name is sent to once the name is looked up", async () => {
  const peer = await echo();
  const streams = open(bind(guest({ udp: [`localhost:${peer.val.port}`] }), at(UNSPECIFIED.ipv4, 0)), peer);
  const [, outgoing] = streams;
  assert.equal(await send(streams, "x"), 0n);
  assert.equal(outgoing.checkSend(), 0n);
  assert.equal(await send(streams, "x"), 1n);
  assert.equal(await receiveAny(streams), "x");
});

test("binding by a granted name takes its look-up, and can be polled for", async () => {
  const host = guest({ udp: ["localhost:*"] });
  const socket = create(host);
  socket.startBind(host.net, at("127.0.0.1", 0));
  assert.throws(() => socket.finishBind(), is("would-block"));
  assert.throws(() => socket.startBind(host.net, at("127.0.0.1", 0)), is("concurrency-conflict"));
  await socket.subscribe().block();
  socket.finishBind();
  assert.notEqual(socket.localAddress().val.port, 0);
});

test("options set before binding are kept", () => {
  const host = guest({ udp: ANY });
  const socket = create(host);
  socket.setUnicastHopLimit(42);
  socket.setReceiveBufferSize(16_000n);
  socket.setSendBufferSize(16_000n);
  socket.startBind(host.net, at("127.0.0.1", 0));
  socket.finishBind();
  assert.equal(socket.unicastHopLimit(), 42);
  assert.deepEqual([socket.receiveBufferSize(), socket.sendBufferSize()], [16_000n, 16_000n]);
});

test("what the guest does not ask for is lost beyond its buffer, not kept for ever", async () => {
  const host = guest({ udp: ANY });
  const [sender, socket] = [bind(host), bind(host)];
  socket.setReceiveBufferSize(10_000n);
  const [streams, sending] = [open(socket), open(sender)];
  for (let i = 0; i < 200; i++) await send(sending, "x".repeat(900), socket.localAddress());
  await streams[0].subscribe().block();
  let received = 0;
  for (let got = streams[0].receive(100n); got.length > 0; got = streams[0].receive(100n)) received += got.length;
  assert.ok(received > 0 && received < 50, `received ${received}`);
});
