import assert from "node:assert/strict";
import { test } from "node:test";
import { parseIpAddress } from "./ip-address.ts";
import { isSpecialAddress } from "./special-addresses.ts";

const SPECIAL = [
  "0.0.0.0 10.255.255.255 100.64.0.1 100.127.255.255 127.0.0.1 127.255.255.255 169.254.169.254 172.16.0.1 172.31.255.255",
  "192.0.0.1 192.0.2.1 192.88.99.1 192.168.255.255 198.18.0.1 198.19.255.255 198.51.100.1 203.0.113.1 224.0.0.1 255.255.255.255",
  ":: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 64:ff9b::7f00:1 64:ff9b:1::1 100::1 2001::1 2001:db8::1 2002:7f00:1::",
  "3fff::1 5f00::1 fc00::1 fdff::1 fe80::1 febf::1 fec0::1 ff02::1",
];
const ORDINARY = [
  "1.1.1.1 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.1 169.253.255.255 172.15.255.255 172.32.0.0",
  "192.0.1.1 192.167.255.255 192.169.0.0 198.17.255.255 198.20.0.0 223.255.255.255 ::ffff:1.1.1.1 2606:4700::1111 2a00::1 2003::1",
];

const list = (lines: readonly string[]) => lines.flatMap((line) => line.split(" "));

test("addresses that lead somewhere else on every network are told apart", () => {
  for (const text of list(SPECIAL)) assert.equal(special(text), true, text);
});

test("addresses of the Internet are ordinary", () => {
  for (const text of list(ORDINARY)) assert.equal(special(text), false, text);
});

function special(text: string): boolean {
  const address = parseIpAddress(text);
  assert.ok(address !== undefined, text);
  return isSpecialAddress(address);
}
