/** `wasi:sockets/ip-name-lookup` with the resolver of this machine. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { formatIpAddress } from "../sockets/ip-address.ts";
import { guest, is } from "./sockets-host.test.ts";

async function resolve(name: string, dns: readonly string[] = ["*"]): Promise<string[]> {
  const { net, resolveAddresses } = guest({ dns });
  const stream = resolveAddresses(net, name);
  await stream.subscribe().block();
  const found: string[] = [];
  for (let address = stream.resolveNextAddress(); address !== undefined; address = stream.resolveNextAddress()) {
    found.push(formatIpAddress(address));
  }
  assert.equal(stream.resolveNextAddress(), undefined);
  return found;
}

test("localhost is a loopback address", async () => {
  const found = await resolve("localhost");
  assert.ok(found.includes("127.0.0.1") || found.includes("::1"), found.join());
});

/** What needs no resolver and no grant. */
const literal: readonly (readonly [string, string])[] = [
  ["192.0.2.1", "192.0.2.1"],
  ["2001:db8::1", "2001:db8::1"],
  ["[2001:db8::1]", "2001:db8::1"],
  ["::ffff:192.0.2.1", "192.0.2.1"],
  ["0x7f.1", "127.0.0.1"],
];

for (const [name, address] of literal) {
  test(`${name} is ${address}, without a grant`, async () => {
    assert.deepEqual(await resolve(name, []), [address]);
  });
}

for (const name of ["", "a b", "a/b", "user@host", "host:80", "a?b", "a#b", "[::1", "a%41"]) {
  test(`${JSON.stringify(name)} is no name: invalid-argument`, () => {
    const { net, resolveAddresses } = guest({ dns: ["*"] });
    assert.throws(() => resolveAddresses(net, name), is("invalid-argument"));
  });
}

test("a name that was not granted: permanent-resolver-failure, and the resolver is not asked", () => {
  const { net, resolveAddresses } = guest({ dns: ["other.example"] });
  assert.throws(() => resolveAddresses(net, "localhost"), is("permanent-resolver-failure"));
});

test("a name in any case and script is the name that was granted", async () => {
  assert.deepEqual(await resolve("LocalHost", ["localhost"]), await resolve("localhost"));
  await assert.rejects(resolve("bücher.invalid", ["xn--bcher-kva.invalid"]), isUnresolvable);
});

test("an answer that is not there yet: would-block", async () => {
  const { net, resolveAddresses } = guest({ dns: ["*"] });
  const stream = resolveAddresses(net, "localhost");
  assert.throws(() => stream.resolveNextAddress(), is("would-block"));
  await stream.subscribe().block();
  assert.notEqual(stream.resolveNextAddress(), undefined);
});

test("a name that does not exist is unresolvable", async () => {
  await assert.rejects(resolve("does-not-exist.invalid"), isUnresolvable);
});

/** Where no resolver can be reached the failure is temporary. */
function isUnresolvable(error: unknown): boolean {
  return ["name-unresolvable", "temporary-resolver-failure"].includes(Object(error).payload);
}
