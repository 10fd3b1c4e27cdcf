import assert from "node:assert/strict";
import { test } from "node:test";
import { parseAddressGrant, parseNameGrant } from "./address-grant.ts";
import { SocketError } from "./error-code.ts";
import { type IpAddress, parseIpAddress, socketAddress } from "./ip-address.ts";
import { NetworkPolicy } from "./network-policy.ts";

function ip(text: string): IpAddress {
  const address = parseIpAddress(text);
  assert.ok(address);
  return address;
}

/** A resolver's table, and what was asked of it. */
function resolver(table: Readonly<Record<string, readonly string[]>>) {
  const asked: string[] = [];
  const lookup = async (name: string) => {
    asked.push(name);
    const found = table[name];
    if (found === undefined) throw new SocketError("name-unresolvable");
    return found.map(ip);
  };
  return { asked, lookup };
}

const TABLE = {
  "db.example": ["9.0.2.7", "2a00::7"],
  "other.example": ["9.0.2.8"],
  "rebinding.example": ["169.254.169.254", "10.0.0.7", "9.0.2.9"],
  localhost: ["127.0.0.1", "::1"],
  backend: ["10.0.0.7"],
  "nas.local": ["192.168.1.2"],
};

/** A grant, an address and a port, and whether the one permits the other. */
const rows: readonly (readonly [string, string, number, boolean])[] = [
  ["192.0.2.1:80", "192.0.2.1", 80, true],
  ["192.0.2.1:80", "192.0.2.1", 81, false],
  ["192.0.2.1:80", "192.0.2.2", 80, false],
  ["192.0.2.1:*", "192.0.2.1", 65535, true],
  ["192.0.2.1:8000-8002", "192.0.2.1", 8000, true],
  ["192.0.2.1:8000-8002", "192.0.2.1", 8002, true],
  ["192.0.2.1:8000-8002", "192.0.2.1", 8003, false],
  ["*:443", "9.9.9.9", 443, true],
  ["*:443", "2a00::1", 443, true],
  ["*:443", "9.9.9.9", 80, false],
  ["*:443", "127.0.0.1", 443, false],
  ["*:443", "10.0.0.1", 443, false],
  ["*:443", "169.254.169.254", 443, false],
  ["*:443", "::1", 443, false],
  ["*:443", "::ffff:127.0.0.1", 443, false],
  ["10.0.0.0/8:5432", "10.255.0.1", 5432, true],
  ["10.0.0.0/8:5432", "11.0.0.1", 5432, false],
  ["192.168.4.0/22:*", "192.168.7.255", 1, true],
  ["192.168.4.0/22:*", "192.168.8.0", 1, false],
  ["0.0.0.0/0:*", "8.8.8.8", 53, true],
  ["0.0.0.0/0:*", "::1", 53, false],
  ["[::1]:80", "::1", 80, true],
  ["[::1]:80", "::2", 80, false],
  ["[2001:db8::/33]:80", "2001:db8:7fff::1", 80, true],
  ["[2001:db8::/33]:80", "2001:db8:8000::1", 80, false],
  ["127.0.0.1:80", "::ffff:127.0.0.1", 80, true],
  ["db.example:5432", "9.0.2.7", 5432, true],
  ["db.example:5432", "2a00::7", 5432, true],
  ["db.example:5432", "9.0.2.8", 5432, false],
  ["db.example:5432", "9.0.2.7", 5433, false],
  ["DB.example:5432", "9.0.2.7", 5432, true],
  ["rebinding.example:80", "9.0.2.9", 80, true],
  ["rebinding.example:80", "10.0.0.7", 80, false],
  ["rebinding.example:80", "169.254.169.254", 80, false],
  ["localhost:80", "127.0.0.1", 80, true],
  ["backend:80", "10.0.0.7", 80, true],
  ["nas.local:80", "192.168.1.2", 80, true],
  ["nowhere.example:80", "9.0.2.7", 80, false],
];

for (const [grant, address, port, permitted] of rows) {
  test(`${grant} ${permitted ? "permits" : "does not permit"} ${address} port ${port}`, async () => {
    const policy = new NetworkPolicy({ tcp: [parseAddressGrant(grant)] }, resolver(TABLE).lookup);
    assert.equal(await policy.permits("tcp", socketAddress(ip(address), port)), permitted);
    assert.equal(policy.permits("udp", socketAddress(ip(address), port)), false);
  });
}

test("nothing is permitted by default", () => {
  const policy = new NetworkPolicy({}, resolver(TABLE).lookup);
  assert.equal(policy.mayUse("tcp"), false);
  assert.equal(policy.mayUse("udp"), false);
  assert.equal(policy.permits("tcp", socketAddress(ip("127.0.0.1"), 80)), false);
  assert.equal(policy.permitsLookup("localhost"), false);
});

test("names are looked up only when an address is not granted otherwise, and for those ports only", async () => {
  const { asked, lookup } = resolver(TABLE);
  const policy = new NetworkPolicy({ tcp: ["db.example:80", "192.0.2.1:*"].map(parseAddressGrant) }, lookup);
  assert.equal(policy.permits("tcp", socketAddress(ip("192.0.2.1"), 80)), true);
  assert.equal(policy.permits("tcp", socketAddress(ip("9.0.2.7"), 81)), false);
  assert.deepEqual(asked, []);
  assert.equal(await policy.permits("tcp", socketAddress(ip("9.0.2.7"), 80)), true);
  assert.deepEqual(asked, ["db.example"]);
});

test("what a granted name has led to stays permitted, without another look-up", async () => {
  const { asked, lookup } = resolver(TABLE);
  const policy = new NetworkPolicy({ tcp: [parseAddressGrant("db.example:80")] }, lookup);
  await policy.lookup("db.example");
  assert.equal(policy.permits("tcp", socketAddress(ip("9.0.2.7"), 80)), true);
  assert.deepEqual(asked, ["db.example"]);
});

test("what another name leads to is not permitted by having been looked up", async () => {
  const { lookup } = resolver(TABLE);
  const policy = new NetworkPolicy({ tcp: [parseAddressGrant("db.example:80")], dns: ["*"] }, lookup);
  await policy.lookup("other.example");
  assert.equal(await policy.permits("tcp", socketAddress(ip("9.0.2.8"), 80)), false);
});

const lookups: readonly (readonly [string, string, boolean])[] = [
  ["*", "anything.example", true],
  ["db.example", "db.example", true],
  ["db.example", "x.db.example", false],
  ["*.example", "db.example", true],
  ["*.example", "a.b.example", true],
  ["*.example", "example", false],
  ["*.example", "notexample", false],
];

for (const [grant, name, permitted] of lookups) {
  test(`${grant} ${permitted ? "permits" : "does not permit"} looking up ${name}`, () => {
    const policy = new NetworkPolicy({ dns: [parseNameGrant(grant)] }, resolver(TABLE).lookup);
    assert.equal(policy.permitsLookup(name), permitted);
  });
}

test("a name that may be connected to may be looked up", () => {
  const policy = new NetworkPolicy({ udp: [parseAddressGrant("db.example:53")] }, resolver(TABLE).lookup);
  assert.equal(policy.permitsLookup("db.example"), true);
  assert.equal(policy.permitsLookup("other.example"), false);
});

const badAddresses = [
  "",
  "host",
  "host:",
  ":80",
  "host:65536",
  "host:80-79",
  "::1:80",
  "[::1]",
  "10.0.0.0/33:80",
  "256.0.0.1:80",
  "a b:80",
  "host:8x",
  "-x:80",
  "*.example:80",
];

for (const option of badAddresses) {
  test(`${JSON.stringify(option)} is no grant of an address`, () => {
    assert.throws(() => parseAddressGrant(option), /expected host:port.*found/);
  });
}

for (const option of ["", "a b", "*.", "a..b", "x*", "10.0.0.1"]) {
  test(`${JSON.stringify(option)} is no grant of a name`, () => {
    assert.throws(() => parseNameGrant(option), /expected a name.*found/);
  });
}
