import assert from "node:assert/strict";
import { test } from "node:test";
import { parseDirectoryGrant } from "./dir-option.ts";

const rows: readonly (readonly [string, string, string, boolean])[] = [
  [".::/", ".", "/", false],
  ["/srv/data::/data:ro", "/srv/data", "/data", true],
  ["/srv/data", "/srv/data", "/srv/data", false],
  ["/srv/data:ro", "/srv/data", "/srv/data", true],
  ["C:\\data::/data", "C:\\data", "/data", false],
  ["a::b::c", "a", "b::c", false],
];

for (const [option, host, guest, readOnly] of rows) {
  test(`${option} grants ${host} as ${guest}${readOnly ? ", read-only" : ""}`, () => {
    assert.deepEqual(parseDirectoryGrant(option), { host, guest, readOnly });
  });
}

for (const option of ["", "::", "::/", "host::", ":ro", "host:::ro"]) {
  test(`${JSON.stringify(option)} is refused with what was expected`, () => {
    assert.throws(() => parseDirectoryGrant(option), /expected "host::guest" or "host".*, found/);
  });
}
