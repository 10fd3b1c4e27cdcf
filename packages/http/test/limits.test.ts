/** What one client may use of a server. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Handle } from "../src/handle.ts";
import { answer, readBody } from "./guest.ts";
import { chunked, GET, post, serving } from "./serving.ts";

test("a head beyond its limit is answered with 431", async () => {
  await using served = await serving((_, out) => answer(out, ""), { limits: { headerBytes: 1000 } });
  using client = await served.client();
  const response = await client.exchange(`GET / HTTP/1.1\r\nHost: weft\r\nX: ${"x".repeat(1000)}\r\n\r\n`);
  assert.equal(response.status, 431);
});

test("an upload that says it is too large is answered with 413", async () => {
  await using served = await serving((_, out) => answer(out, ""), { limits: { bodyBytes: 10 } });
  using client = await served.client();
  assert.equal((await client.exchange(post("x".repeat(11)))).status, 413);
  assert.equal((await client.exchange(post("x".repeat(10)))).status, 200);
});

test("an upload that turns out too large fails where the guest reads it", async () => {
  await using served = await serving(
    async (request, out) => {
      const failure = await readBody(request).catch((error) => error.payload.val.errorCode);
      answer(out, `${failure.tag} ${failure.val}`);
    },
    { limits: { bodyBytes: 10 } },
  );
  using client = await served.client();
  client.send(`${chunked("x".repeat(6), "x".repeat(6))}0\r\n\r\n`);
  assert.equal((await client.response()).body, "HTTP-request-body-size 10");
});

test("more requests at once than the limit are answered with 503", async () => {
  const gate = Promise.withResolvers<void>();
  const started = Promise.withResolvers<void>();
  const handle: Handle = async (_, out) => {
    started.resolve();
    await gate.promise;
    answer(out, "served");
  };
  await using served = await serving(handle, { limits: { inFlight: 1 } });
  using first = await served.client();
  using second = await served.client();
  first.send(GET);
  await started.promise;
  assert.equal((await second.exchange(GET)).status, 503);
  gate.resolve();
  assert.equal((await first.response()).body, "served");
  assert.equal((await second.exchange(GET)).body, "served");
  assert.deepEqual(
    served.log.map((entry) => entry.event),
    ["overload"],
  );
});
