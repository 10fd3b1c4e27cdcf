import assert from "node:assert/strict";
import { test } from "node:test";
import { grantsOf } from "./grants-of.ts";

test("nothing is granted by default", async () => {
  assert.deepEqual(await grantsOf({}), { env: {}, preopens: [] });
});

test("a variable has the value given, or the one of this process", async () => {
  process.env["WEFT_TEST"] = "inherited";
  const { env } = await grantsOf({ env: ["A=1", "B=", "C=x=y", "WEFT_TEST", "WEFT_TEST_MISSING"] });
  assert.deepEqual(env, { A: "1", B: "", C: "x=y", WEFT_TEST: "inherited" });
});

test("all variables of this process are given on demand, and single ones go before them", async () => {
  process.env["WEFT_TEST"] = "inherited";
  const { env = {} } = await grantsOf({ "inherit-env": true, env: ["WEFT_TEST=changed"] });
  assert.equal(env["WEFT_TEST"], "changed");
  assert.equal(env["PATH"], process.env["PATH"]);
});

test("a directory is opened under its name for the guest", async () => {
  const { preopens = [] } = await grantsOf({ dir: [`${import.meta.dirname}::/src:ro`, import.meta.dirname] });
  assert.deepEqual(
    preopens.map(({ guest, readOnly }) => [guest, readOnly]),
    [
      ["/src", true],
      [import.meta.dirname, false],
    ],
  );
  for (const { directory } of preopens) directory.close();
});

test("the network is granted protocol by protocol", async () => {
  const { outgoingHttp, sockets } = await grantsOf({ "allow-http": ["example.com:443"] });
  assert.equal(outgoingHttp?.policy.mayRequest("example.com", 443), true);
  assert.equal(outgoingHttp?.policy.mayRequest("example.com", 80), false);
  assert.equal(sockets, undefined);
  const grants = await grantsOf({ "allow-tcp": ["10.0.0.0/8:*"], "allow-dns": ["*.example.com"] });
  assert.equal(grants.outgoingHttp, undefined);
  assert.deepEqual(
    [grants.sockets?.tcp?.length, grants.sockets?.udp?.length, grants.sockets?.dns],
    [1, 0, ["*.example.com"]],
  );
});

const REFUSED = [
  [{ env: ["=1"] }, /^Option --env: expected NAME=VALUE, found "=1"$/],
  [{ dir: ["::/data"] }, /^Option --dir: .* found "::\/data"$/],
  [{ dir: [`${import.meta.dirname}/nowhere::/data`] }, /^Option --dir: .*: expected a directory, found no-entry$/],
  [
    { "allow-http": ["example.com"] },
    /^Option --allow-http: Cannot grant an address: expected host:port, .* "example.com"$/,
  ],
  [{ "allow-tcp": ["*:99999"] }, /^Option --allow-tcp: .*"\*:99999"$/],
  [{ "allow-udp": [":1"] }, /^Option --allow-udp: .*":1"$/],
  [{ "allow-dns": ["a b"] }, /^Option --allow-dns: Cannot grant a name: .*"a b"$/],
  [{ dir: [import.meta.filename] }, /^Option --dir: .*: expected a directory, found not-directory$/],
] as const;

for (const [values, message] of REFUSED) {
  test(`${JSON.stringify(values)} is refused`, async () => {
    await assert.rejects(grantsOf(values), { name: "CliError", message });
  });
}
