/** Strings around every length where the way of moving them changes, in scripts of one to four bytes a character, on both platforms. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Component, type Platform, webPlatform } from "@weft/core";
import { nodePlatform } from "@weft/wasi/node";
import type { StringEncoding } from "../../packages/core/test/component-builder.ts";
import { chainComponent, Probe, probeComponent } from "../../packages/core/test/probe.ts";
import * as t from "../../packages/wit/test/types.ts";

const LENGTHS = [0, 1, 2, 3, 4, 5, 7, 8, 23, 24, 25, 31, 32, 33, 63, 64, 65, 127, 128, 129, 1024, 8191, 8192, 8193];
const SCRIPTS: Readonly<Record<string, string>> = {
  ASCII: "abc xyz",
  "Latin-1": "aéÿ",
  Cyrillic: "снег",
  Chinese: "雪人",
  emoji: "☃😀🏴",
  "ASCII with one other at the end": "a",
};
const ENCODINGS: readonly StringEncoding[] = ["utf8", "utf16", "latin1+utf16"];
const PLATFORMS: Readonly<Record<string, Platform>> = { web: webPlatform, node: nodePlatform };

function textOf(script: string, length: number): string {
  const characters = [...(SCRIPTS[script] ?? "")];
  const text = Array.from({ length }, (_, i) => characters[i % characters.length]).join("");
  return script.endsWith("end") && length > 0 ? `${text.slice(1)}☃` : text;
}

const TEXTS = Object.keys(SCRIPTS).flatMap((script) => LENGTHS.map((length) => textOf(script, length)));

for (const [name, platform] of Object.entries(PLATFORMS)) {
  for (const encoding of ENCODINGS) {
    test(`strings go through a guest that uses ${encoding} and come back (${name})`, async () => {
      const component = await Component.compile(probeComponent(t.string, { encoding }), { platform });
      const linked = component.link({ echo: (x: string) => x, sink() {}, source: () => "" });
      for (const text of TEXTS) assert.equal(linked.instantiate().exports["relay"](text), text);
    });
  }

  for (const from of ENCODINGS) {
    for (const to of ENCODINGS.filter((each) => each !== from)) {
      test(`strings go from a guest that uses ${from} to one that uses ${to} (${name})`, async () => {
        const component = await Component.compile(chainComponent(t.string, [from, to]), { platform });
        const linked = component.link({ echo: (x: string) => x });
        for (const text of TEXTS) assert.equal(linked.instantiate().exports["relay"](text), text);
      });
    }
  }
}

for (const encoding of ENCODINGS) {
  test(`no byte beside a string is written, in ${encoding}`, async () => {
    const probe = await Probe.start(t.list(t.string), { encoding });
    for (const text of TEXTS) probe.take([text, "", text]);
    probe.assertGuardsIntact();
  });

  test(`lone surrogates arrive as the replacement character, in ${encoding}`, async () => {
    const probe = await Probe.start(t.string, { encoding });
    for (const [given, arrived] of [
      ["\ud800", "\ufffd"],
      ["\udc00a", "\ufffda"],
      ["a\ud83d", "a\ufffd"],
      ["\udc00\ud800", "\ufffd\ufffd"],
      [`${"x".repeat(70)}\ud800${"y".repeat(70)}`, `${"x".repeat(70)}\ufffd${"y".repeat(70)}`],
    ] as const) {
      assert.equal(probe.relay(given), arrived);
    }
    probe.assertGuardsIntact();
  });
}
