/** What guests do wrong, what becomes of the response, and that the next one is served. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { ResponseOutparam } from "@weft/wasi";
import type { Handle } from "../src/handle.ts";
import type { LogEntry } from "../src/log.ts";
import { answer, begin, bytes, responseOf } from "./guest.ts";
import { GET, serving } from "./serving.ts";

/** What goes wrong before the head is sent: an answer of 500, a log entry, and the connection lives on. */
const FAILURES: readonly [string, Handle, LogEntry["event"], RegExp][] = [
  ["never sets a response", () => {}, "no-response", /without setting a response/],
  ["never sets a response, later", async () => {}, "no-response", /without setting a response/],
  ["traps", () => trap(), "trap", /^unreachable$/],
  ["traps later", async () => trap(), "trap", /^unreachable$/],
  ["traps after its answer is set", (_, out) => [begin(out), trap()] as never, "trap", /^unreachable$/],
  [
    "answers with an error",
    (_, out) => ResponseOutparam.set(out, { tag: "err", val: { tag: "DNS-error", val: { rcode: "NXDOMAIN" } } }),
    "error-response",
    /DNS-error \(rcode: NXDOMAIN\)/,
  ],
  ["drops its body", (_, out) => begin(out).body[Symbol.dispose](), "bad-response", /dropped the body/],
  ["answers 1xx", (_, out) => answer(out, "", { status: 102 }), "bad-response", /status of the final response is 102/],
  [
    "promises a body it does not have",
    (_, out) => ResponseOutparam.set(out, { tag: "ok", val: responseOf({ headers: { "content-length": "5" } }) }),
    "bad-response",
    /content-length is 5, but it has no body/,
  ],
  [
    "writes less than it promised",
    (_, out) => void begin(out, { headers: { "content-length": "5" } }),
    "bad-response",
    /body-size \(0\)/,
  ],
];

function trap(): never {
  throw new Error("unreachable");
}

for (const [what, handle, event, message] of FAILURES) {
  test(`a guest that ${what} gives 500 and a log entry, and the next request is served`, async () => {
    let first = true;
    await using served = await serving((request, out, context) => {
      if (!first) return answer(out, "fine");
      first = false;
      return handle(request, out, context);
    });
    using client = await served.client();
    assert.equal((await client.exchange("GET /path HTTP/1.1\r\nHost: weft\r\n\r\n")).status, 500);
    assert.equal((await client.exchange(GET)).body, "fine");
    const [entry, ...others] = served.log;
    assert.deepEqual(others, []);
    assert.equal(entry?.event, event);
    assert.match(entry?.message ?? "", message);
    assert.deepEqual([entry?.method, entry?.path], ["GET", "/path"]);
    assert.equal(entry?.cause instanceof Error, event === "trap");
  });
}

/** What goes wrong afterwards: the connection breaks off. */
const BREAKS: readonly [string, (under: ReturnType<typeof begin>) => void, LogEntry["event"]][] = [
  ["traps", () => trap(), "trap"],
  ["drops its body", ({ body }) => body[Symbol.dispose](), "incomplete-response"],
];

for (const [what, go, event] of BREAKS) {
  test(`a guest that ${what} after the head is sent breaks the connection off, and others are served`, async () => {
    const gate = Promise.withResolvers<void>();
    let first = true;
    await using served = await serving(async (_, out) => {
      if (!first) return answer(out, "fine");
      first = false;
      const under = begin(out);
      under.stream.write(bytes("half"));
      await gate.promise;
      go(under);
    });
    using client = await served.client();
    client.send(GET);
    await client.until("half");
    gate.resolve();
    await client.closed;
    await assert.rejects(client.response(), /The connection closed/);
    using other = await served.client();
    assert.equal((await other.exchange(GET)).body, "fine");
    assert.deepEqual(
      served.log.map((entry) => entry.event),
      [event],
    );
  });
}

test("a body that is left open ends when the guest returns", async () => {
  await using served = await serving((_, out) => {
    begin(out).stream.write(bytes("left open"));
  });
  using client = await served.client();
  assert.equal((await client.exchange(GET)).body, "left open");
  assert.deepEqual(served.log, []);
});

test("a lease is disposed once the response is complete", async () => {
  const steps: string[] = [];
  await using served = await serving(async (_, out) => {
    const { body, stream } = begin(out);
    stream.write(bytes("x"));
    return {
      [Symbol.dispose]() {
        steps.push("disposed");
        body[Symbol.dispose]();
      },
    };
  });
  using client = await served.client();
  assert.equal((await client.exchange(GET)).body, "x");
  assert.deepEqual(steps, ["disposed"]);
  assert.deepEqual(served.log, []);
});
