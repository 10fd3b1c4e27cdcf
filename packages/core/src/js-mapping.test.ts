import assert from "node:assert/strict";
import { test } from "node:test";
import { camelCase, upperCamelCase } from "@weft/core/js-mapping";

const ROWS = [
  ["a", "a", "A"],
  ["get-body", "getBody", "GetBody"],
  ["HTTP3", "http3", "Http3"],
  ["get-HTTP-body", "getHttpBody", "GetHttpBody"],
  ["u8-2fa-x", "u82faX", "U82faX"],
  ["wasi:io/error", "wasiIoError", "WasiIoError"],
] as const;

for (const [label, camel, upper] of ROWS) {
  test(`${label} becomes ${camel} and ${upper}`, () => {
    assert.equal(camelCase(label), camel);
    assert.equal(upperCamelCase(label), upper);
  });
}
