import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  canonical,
  formatIpAddress,
  type Ipv6Address,
  isIpv4Compatible,
  isUnicast,
  parseIpAddress,
} from "./ip-address.ts";

/** Text as it may be written, and as it is printed. */
const texts: readonly (readonly [string, string])[] = [
  ["0.0.0.0", "0.0.0.0"],
  ["255.255.255.255", "255.255.255.255"],
  ["192.0.2.1", "192.0.2.1"],
  ["::", "::"],
  ["::1", "::1"],
  ["1::", "1::"],
  ["2001:db8::8:800:200C:417A", "2001:db8::8:800:200c:417a"],
  ["2001:DB8:0:0:8:800:200c:417a", "2001:db8::8:800:200c:417a"],
  ["2001:0db8:0000:0000:0000:0000:0000:0001", "2001:db8::1"],
  ["2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"],
  ["2001:0:0:1:0:0:0:1", "2001:0:0:1::1"],
  ["2001:db8::1:0:0:1", "2001:db8::1:0:0:1"],
  ["::ffff:192.0.2.1", "::ffff:c000:201"],
  ["64:ff9b::192.0.2.33", "64:ff9b::c000:221"],
  ["fe80:0:0:0:0:0:0:0", "fe80::"],
];

for (const [text, printed] of texts) {
  test(`${text} is ${printed}`, () => {
    const address = parseIpAddress(text);
    assert.ok(address);
    assert.equal(formatIpAddress(address), printed);
  });
}

const wrong: readonly string[] = [
  "",
  "1.2.3",
  "1.2.3.4.5",
  "1.2.3.256",
  "01.2.3.4",
  "1.2.3.4 ",
  "0x1.2.3.4",
  ":",
  ":::",
  "1::2::3",
  "1:2:3:4:5:6:7",
  "1:2:3:4:5:6:7:8:9",
  "1:2:3:4:5:6:7::8",
  "12345::",
  "g::",
  "::1%eth0",
  "[::1]",
  "1.2.3.4::",
  "localhost",
];

for (const text of wrong)
  test(`${JSON.stringify(text)} is no address`, () => assert.equal(parseIpAddress(text), undefined));

test("parsing what was printed gives the address", () => {
  const group = fc.oneof(fc.constant(0), fc.nat(0xffff));
  fc.assert(
    fc.property(fc.tuple(group, group, group, group, group, group, group, group), (val: Ipv6Address) => {
      assert.deepEqual(parseIpAddress(formatIpAddress({ tag: "ipv6", val })), { tag: "ipv6", val });
    }),
  );
});

test("an IPv4 address in IPv6's clothes is the IPv4 address", () => {
  const mapped = parseIpAddress("::ffff:192.0.2.1");
  assert.ok(mapped);
  assert.deepEqual(canonical(mapped), { tag: "ipv4", val: [192, 0, 2, 1] });
});

const kinds: readonly (readonly [string, boolean, boolean])[] = [
  ["192.0.2.1", true, false],
  ["0.0.0.0", true, false],
  ["224.0.0.1", false, false],
  ["239.255.255.255", false, false],
  ["255.255.255.255", false, false],
  ["::1", true, false],
  ["::", true, false],
  ["::2", true, true],
  ["::192.0.2.1", true, true],
  ["ff02::1", false, false],
];

for (const [text, unicast, compatible] of kinds) {
  test(`${text} is ${unicast ? "" : "not "}unicast and ${compatible ? "" : "not "}IPv4-compatible`, () => {
    const address = parseIpAddress(text);
    assert.ok(address);
    assert.equal(isUnicast(address), unicast);
    assert.equal(address.tag === "ipv6" && isIpv4Compatible(address.val), compatible);
  });
}
