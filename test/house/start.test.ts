/** `npm start` once everything is installed. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { type TestContext, test } from "node:test";
import { ROOT } from "./root.ts";

/** A second start takes less than two seconds where it is alone; here other tests run beside it. */
const SECOND_START_MS = 8000;

async function start(t: TestContext, command: readonly [string, ...string[]]) {
  const [file, ...args] = command;
  const child = spawn(file, args, { cwd: ROOT, stdio: ["ignore", "pipe", "inherit"] });
  t.after(() => child.kill("SIGKILL"));
  const lines = createInterface(child.stdout);
  const [line = ""] = await Promise.race([once(lines, "line"), once(lines, "close")]);
  const [url] = /http:\/\/[\d.:]+/.exec(line) ?? assert.fail(`Expected an address, found ${line}`);
  return { child, url };
}

test("npm start serves a page on the address it prints, and SIGTERM ends it", async (t) => {
  const begin = performance.now();
  const { child, url } = await start(t, [process.execPath, "scripts/start.mjs", "--addr", "127.0.0.1:0"]);
  const response = await fetch(url);
  assert.equal(response.status, 200);
  assert.match(await response.text(), /<!doctype html>/i);
  const took = performance.now() - begin;
  t.diagnostic(`first response after ${Math.round(took)} ms`);
  assert.ok(took < SECOND_START_MS, `the first response took ${Math.round(took)} ms`);

  child.kill("SIGTERM");
  const [code] = await once(child, "exit");
  assert.equal(code, 0);
});

test("it ends with the shell that npm runs it in", { skip: process.platform === "win32" }, async (t) => {
  const script = `"${process.execPath}" scripts/start.mjs --addr 127.0.0.1:0; true`;
  const { child, url } = await start(t, ["sh", "-c", script]);
  child.kill("SIGTERM");
  await once(child.stdout, "close");
  await assert.rejects(fetch(url));
});
