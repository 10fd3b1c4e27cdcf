/** Who waits for whom, and what happens when one of them leaves. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { answer, begin, chunks, finish, readBody, writeAll } from "./guest.ts";
import { GET, serving } from "./serving.ts";

test("a stalled client stalls the guest, and only as long", async () => {
  const total = 64 << 20;
  let written = 0;
  const stalled = Promise.withResolvers<void>();
  await using served = await serving(async (_, out) => {
    const under = begin(out);
    const part = new Uint8Array(1 << 16);
    while (written < total) {
      if (under.stream.checkWrite() === 0n) {
        stalled.resolve();
        await under.stream.subscribe().block();
      }
      under.stream.write(part);
      written += part.length;
    }
    finish(under);
  });
  using client = await served.client();
  client.socket.pause();
  client.send("GET / HTTP/1.1\r\nHost: weft\r\nConnection: close\r\n\r\n");
  await stalled.promise;
  assert.ok(written < total / 2, `${written} bytes were taken`);
  client.socket.resume();
  assert.ok((await client.drain()) > total);
});

test("a stalled guest stalls the client, and only as long", async () => {
  const total = 64 << 20;
  const gate = Promise.withResolvers<void>();
  await using served = await serving(async (request, out) => {
    if (request.method().tag === "get") return answer(out, "meanwhile");
    const stream = request.consume().stream();
    await stream.subscribe().block();
    await gate.promise;
    let read = 0;
    for await (const chunk of chunks(stream)) read += chunk.length;
    answer(out, String(read));
  });
  using client = await served.client();
  client.send(`POST / HTTP/1.1\r\nHost: weft\r\nContent-Length: ${total}\r\n\r\n`);
  let sent = false;
  client.socket.write(Buffer.alloc(total), () => {
    sent = true;
  });
  using other = await served.client();
  for (let i = 0; i < 300; i++) await other.exchange(GET);
  assert.equal(sent, false);
  gate.resolve();
  assert.equal((await client.response()).body, String(total));
});

test("a client that leaves closes the stream a guest writes to and aborts its signal", async () => {
  const told = Promise.withResolvers<string>();
  await using served = await serving(async (_, out, context) => {
    const under = begin(out);
    context.signal.addEventListener("abort", () => told.resolve(String(context.signal.reason)));
    await assert.rejects(writeAll(under.stream, new Uint8Array(256 << 20)), { message: "closed" });
    finish(under);
  });
  using client = await served.client();
  client.send(GET);
  await client.until("200 OK");
  client.socket.destroy();
  assert.equal(await told.promise, "Error: The client has closed the connection");
});

test("a client that leaves fails the body a guest reads", async () => {
  const started = Promise.withResolvers<void>();
  const code = Promise.withResolvers<unknown>();
  await using served = await serving(async (request, out) => {
    started.resolve();
    await readBody(request).catch((error) => code.resolve(error.payload.val.errorCode));
    answer(out, "too late");
  });
  using client = await served.client();
  client.send("POST / HTTP/1.1\r\nHost: weft\r\nContent-Length: 10\r\n\r\nabc");
  await started.promise;
  client.socket.destroy();
  assert.deepEqual(await code.promise, { tag: "connection-terminated" });
});

test("a client that leaves before the guest answers aborts its signal", async () => {
  const [started, left] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  await using served = await serving(async (_, out, context) => {
    context.signal.addEventListener("abort", () => left.resolve());
    started.resolve();
    await left.promise;
    answer(out, "nobody hears");
  });
  using client = await served.client();
  client.send(GET);
  await started.promise;
  client.socket.destroy();
  await left.promise;
});
