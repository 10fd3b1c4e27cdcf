/** `npm start` once everything is installed. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { ROOT } from "./root.ts";

/** A second start takes less than two seconds where it is alone; here other tests run beside it. */
const SECOND_START_MS = 8000;

test("npm start serves a page on the address it prints, and SIGTERM ends it", async (t) => {
  const begin = performance.now();
  const child = spawn(process.execPath, ["scripts/start.mjs", "--addr", "127.0.0.1:0"], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "inherit"],
  });
  t.after(() => child.kill("SIGKILL"));
  const lines = createInterface(child.stdout);
  const [line = ""] = await Promise.race([once(lines, "line"), once(lines, "close")]);
  const [url] = /http:\/\/[\d.:]+/.exec(line) ?? assert.fail(`Expected an address, found ${line}`);

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
