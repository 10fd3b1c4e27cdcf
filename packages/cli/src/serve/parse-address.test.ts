import assert from "node:assert/strict";
import { test } from "node:test";
import { DEFAULT_ADDRESS, parseAddress } from "./parse-address.ts";

const READ: readonly (readonly [text: string, host: string, port: number])[] = [
  [DEFAULT_ADDRESS, "127.0.0.1", 8080],
  ["0.0.0.0:80", "0.0.0.0", 80],
  ["localhost:0", "localhost", 0],
  ["8080", "127.0.0.1", 8080],
  [":8080", "127.0.0.1", 8080],
  ["[::1]:8080", "::1", 8080],
  ["[fe80::1%eth0]:65535", "fe80::1%eth0", 65535],
];

for (const [text, host, port] of READ) {
  test(`${text} is port ${port} of ${host}`, () => assert.deepEqual(parseAddress(text), { host, port }));
}

for (const text of ["", "localhost", "localhost:", "::1:80", "1.2.3.4:65536", "http://localhost:80", "a b:1", ":-1"]) {
  test(`"${text}" is no address`, () => {
    const message = `Option --addr: expected HOST:PORT, such as 127.0.0.1:8080 or [::1]:8080, found "${text}"`;
    assert.throws(() => parseAddress(text), { name: "CliError", code: "usage", message });
  });
}
