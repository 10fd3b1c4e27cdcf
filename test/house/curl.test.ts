/** Where there is a curl, its stand-in answers as it does. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";

const run = promisify(execFile);
const STAND_IN = join(import.meta.dirname, "bin/curl");
const hasCurl = await run("curl", ["--version"]).then(
  () => true,
  () => false,
);

const REQUESTS = [["-s"], ["-s", "-d", "a=1&b=ü"], ["-d", "x", "-s"]];

for (const options of REQUESTS) {
  test(`curl ${options.join(" ")}`, { skip: hasCurl ? false : "there is no curl" }, async (t) => {
    const server = createServer((request, response) => {
      response.write(`${request.method} ${request.headers["content-type"]}\n`);
      request.pipe(response);
    }).listen(0, "127.0.0.1");
    t.after(() => server.close());
    await once(server, "listening");
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const [real, ours] = await Promise.all([run("curl", [...options, url]), run(STAND_IN, [...options, url])]);
    assert.equal(ours.stdout, real.stdout);
  });
}
