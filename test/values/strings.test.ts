/** Strings in the three encodings, between guest and host and between guests that differ in theirs. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { Component, type Exports } from "@weft/core";
import { samples } from "../../guests/values/samples.ts";

const ENCODINGS = ["utf8", "utf16", "compact"] as const;
const TEXTS = (samples["ofString"] ?? []).map(([text]) => text as string);

/** In the length of a string in `latin1+utf16`: it is in 16-bit units. */
const UTF16_TAG = 2 ** 31;

const bytes = await readFile(new URL("../../guests/strings/strings.wasm", import.meta.url));
const component = await Component.compile(bytes);
const instantiate = async (): Promise<Exports> => (await component.instantiate()).exports;
const capitalised = (encoding: string): string => encoding.charAt(0).toUpperCase() + encoding.slice(1);

for (const encoding of ENCODINGS) {
  test(`a guest that uses ${encoding} hands back every string`, async () => {
    const echo = (await instantiate())[`echo${capitalised(encoding)}`];
    for (const text of TEXTS) assert.equal(echo(text), text);
  });
}

for (const from of ENCODINGS) {
  for (const to of ENCODINGS) {
    test(`every string passes from a guest that uses ${from} to one that uses ${to}`, async () => {
      const relay = (await instantiate())[`${from}To${capitalised(to)}`];
      for (const text of TEXTS) assert.equal(relay(text), text);
    });
  }
}

test("a guest is told the length in units of its encoding", async () => {
  const { unitsUtf8, unitsUtf16, unitsCompact } = await instantiate();
  const rows: [text: string, utf8: number, utf16: number, compact: number][] = [
    ["", 0, 0, 0],
    ["abc", 3, 3, 3],
    ["é", 2, 1, 1],
    ["ÿé", 4, 2, 2],
    ["aé€", 6, 3, UTF16_TAG + 3],
    ["😀", 4, 2, UTF16_TAG + 2],
  ];
  for (const [text, ...units] of rows) {
    assert.deepEqual([unitsUtf8(text), unitsUtf16(text), unitsCompact(text)], units, text);
  }
});

test("a lone surrogate arrives as the replacement character, in every encoding", async () => {
  const exports = await instantiate();
  for (const encoding of ENCODINGS) {
    assert.equal(exports[`echo${capitalised(encoding)}`]("a\ud800b"), "a\ufffdb", encoding);
  }
});

test("a megabyte passes between any two encodings", async () => {
  const exports = await instantiate();
  const text = "na\u00efve \u20ac ".repeat(130_000);
  for (const from of ENCODINGS) {
    for (const to of ENCODINGS) assert.ok(exports[`${from}To${capitalised(to)}`](text) === text, `${from} to ${to}`);
  }
});
