/** What `npm start` serves keeps what its page promises, and says nothing of itself that is not so. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { Component, Trap } from "@weft/core";
import { incomingHandler, type LogEntry, serve } from "@weft/http";
import { wasi } from "@weft/wasi";
import { nodePlatform } from "@weft/wasi/node";

const bytes = await readFile(new URL("../../examples/hello/hello.wasm", import.meta.url));
const component = await Component.compile(bytes, { platform: nodePlatform });

async function serveHello(reuse = false) {
  const log: LogEntry[] = [];
  const handle = incomingHandler(component, wasi({ platform: nodePlatform }), { reuse });
  const server = await serve({ handle, log: (entry) => log.push(entry) });
  const page = async (): Promise<string> => (await fetch(server.address.url)).text();
  const drain = async (): Promise<void> => void (await server.drain(1000));
  return { url: server.address.url, page, log, [Symbol.asyncDispose]: drain };
}

test("the page is HTML and names no address but its own", async () => {
  await using served = await serveHello();
  const response = await fetch(served.url);
  assert.equal(response.headers.get("content-type"), "text/html; charset=utf-8");
  const links = (await response.text()).match(/https?:\/\/[^\s<"']+/g) ?? [];
  assert.ok(links.length > 0);
  for (const link of links) assert.ok(link.startsWith(served.url), link);
});

test("the page's size and imports are the component's", async () => {
  await using served = await serveHello();
  const page = await served.page();
  assert.ok(page.includes(`${(bytes.length / 1e6).toFixed(1)} MB`));
  const told = [...page.matchAll(/<code>(wasi:[^<]*)<\/code>/g)].flatMap(([, names = ""]) => expandBraces(names));
  const imported = component.imports.map(({ name }) => name.replace(/@.*/, ""));
  const said = new Set(told.filter((name) => name.includes("/") && name !== "wasi:http/incoming-handler"));
  assert.deepEqual([...said].sort(), [...new Set(imported)].sort());
});

/** `a/{b,c}` → `a/b`, `a/c`. */
function expandBraces(text: string): string[] {
  const [, before, list, after] = /^(.*)\{(.*)\}(.*)$/.exec(text) ?? [];
  return list === undefined ? [text] : list.split(",").map((name) => `${before}${name}${after}`);
}

test("it is fresh for each request, and counts where it is kept", async () => {
  await using fresh = await serveHello();
  await fresh.page();
  assert.match(await fresh.page(), /this is the first of this instance/);
  await using kept = await serveHello(true);
  await kept.page();
  assert.match(await kept.page(), /2 so far of this instance/);
});

test("it shouts what it is sent", async () => {
  await using served = await serveHello();
  const body = "is anybody there? ".repeat(10_000);
  const response = await fetch(`${served.url}/shout`, { method: "POST", body });
  assert.equal(await response.text(), body.toUpperCase());
});

test("it crashes when asked to, and serves the next", async () => {
  await using served = await serveHello();
  assert.equal((await fetch(`${served.url}/crash`)).status, 500);
  assert.ok(served.log[0]?.cause instanceof Trap);
  assert.match(await served.page(), /written by a WebAssembly component/);
});

test("it names its routes when it does not know one", async () => {
  await using served = await serveHello();
  const response = await fetch(`${served.url}/nowhere`);
  assert.equal(response.status, 404);
  assert.match(await response.text(), /Nothing at \/nowhere\. Try one of: GET \/,POST \/shout,GET \/crash/);
});
