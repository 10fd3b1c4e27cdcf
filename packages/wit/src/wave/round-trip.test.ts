import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { anyType } from "../../test/arbitrary-type.ts";
import { anyTypedValue } from "../../test/arbitrary-value.ts";
import { formatWave } from "./format-wave.ts";
import { readToken } from "./lexer.ts";
import { parseWave } from "./parse-wave.ts";
import { WaveError } from "./wave-error.ts";

test("what is written reads back as the same value, of any type", () => {
  fc.assert(
    fc.property(anyTypedValue, ({ type, value }) => {
      assert.deepEqual(parseWave(formatWave(value, type), type), value);
    }),
    { numRuns: 2000 },
  );
});

test("what is written is one line of visible characters", () => {
  fc.assert(
    fc.property(anyTypedValue, ({ type, value }) => {
      assert.doesNotMatch(formatWave(value, type), /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    }),
  );
});

test("spaces and comments between tokens change nothing", () => {
  const gap = fc.constantFrom(" ", "\n", "\r\n\t", ' // note "[({\n', "//\n//\n");
  fc.assert(
    fc.property(anyTypedValue, fc.array(gap, { minLength: 5 }), ({ type, value }, gaps) => {
      const spread = tokensOf(formatWave(value, type)).flatMap((token, i) => [gaps[i % gaps.length], token]);
      assert.deepEqual(parseWave(`${spread.join("")}${gaps[0]}`, type), value);
    }),
  );
});

test("a damaged text is either refused with a WaveError at a place inside it, or reads and writes alike", () => {
  const damage = fc.record({ at: fc.nat(), remove: fc.nat(3), insert: fc.string({ unit: "binary", maxLength: 2 }) });
  fc.assert(
    fc.property(anyTypedValue, damage, ({ type, value }, { at, remove, insert }) => {
      const text = formatWave(value, type);
      const start = at % (text.length + 1);
      const damaged = text.slice(0, start) + insert + text.slice(start + remove);
      const read = readOrRefusal(damaged, () => parseWave(damaged, type));
      if (read !== undefined) assert.deepEqual(parseWave(formatWave(read.value, type), type), read.value);
    }),
    { numRuns: 3000 },
  );
});

test("any text for any type reads or is refused with a WaveError", () => {
  const fragment = fc.constantFrom(
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    ":",
    ",",
    "a",
    "%ok",
    "some",
    "none",
    "1",
    "-0.5e9",
    "'x'",
    '"',
    "\\",
    "//",
    "\n",
  );
  fc.assert(
    fc.property(anyType, fc.array(fragment), (type, fragments) => {
      const text = fragments.join("");
      readOrRefusal(text, () => parseWave(text, type));
    }),
    { numRuns: 2000 },
  );
});

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  for (let offset = 0; ; ) {
    const token = readToken(text, offset);
    if (token.kind === "end") return tokens;
    tokens.push(text.slice(token.start, token.end));
    offset = token.end;
  }
}

function readOrRefusal(text: string, read: () => unknown): { value: unknown } | undefined {
  try {
    return { value: read() };
  } catch (error) {
    assert.ok(error instanceof WaveError, String(error));
    assert.ok(error.span.start >= 0 && error.span.start <= text.length);
    assert.ok(error.span.end >= error.span.start && error.span.end <= text.length, error.message);
    return undefined;
  }
}
