/** Values on their way through the engine: what is read from text, echoed by a component and written again is the same text. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Component, ComponentError } from "@weft/core";
import { camelCase } from "@weft/core/js-mapping";
import type { FuncType, ValType } from "@weft/core/types";
import fc from "fast-check";
import { anyValue } from "../../test/arbitrary-value.ts";
import { formatWave } from "./format-wave.ts";
import { parseWave } from "./parse-wave.ts";

const INTERFACE = "weft:values/values@0.1.0";
const GUEST = new URL("../../../../guests/values/echo.wasm", import.meta.url);

const component = await Component.compile(readFileSync(GUEST));
const { exports } = await component.instantiate();

for (const { name, type, param } of echoes(component)) {
  test(`${name} answers what it is asked, in WAVE`, () => {
    const echo = exports[INTERFACE][camelCase(name)];
    fc.assert(
      fc.property(anyValue(param), (value) => {
        const text = formatWave(value, param);
        const answer = outcome(() => echo(parseWave(text, param)), type);
        assert.equal(formatWave(answer, param), text);
      }),
      { numRuns: 30 },
    );
  });
}

/** The functions of the guest that return their only parameter. */
function echoes({ exports: [values] }: Component): { name: string; type: FuncType; param: ValType }[] {
  if (values?.type.kind !== "instance") throw new Error(`Expected the guest to export ${INTERFACE}`);
  return values.type.exports.flatMap(({ name, type }) => {
    const param = type.kind === "func" && name.startsWith("of-") ? type.params[0]?.type : undefined;
    return type.kind === "func" && param !== undefined ? [{ name, type, param }] : [];
  });
}

/** A function's result as a value: a result in return position is returned or thrown. */
function outcome(call: () => unknown, type: FuncType): unknown {
  if (type.result?.kind !== "result") return call();
  try {
    return { tag: "ok", val: call() };
  } catch (error) {
    if (error instanceof ComponentError) return { tag: "err", val: error.payload };
    throw error;
  }
}
