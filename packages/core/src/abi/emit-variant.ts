/**
 * Variants, options, results, enums and flags as JavaScript sees them (jco's mapping):
 *
 *     variant       { tag, val }, without val where the case has no payload
 *     option<T>     T or undefined; where T is an option itself, { tag: "some", val } or { tag: "none" }
 *     result<T, E>  { tag: "ok", val } or { tag: "err", val }; as a function's result, T is returned and E thrown
 *     enum          its name;   flags   an object of booleans
 */

import { camelCase, isPlainOption } from "../js-mapping.ts";
import type { EnumType, FlagsType, ValType } from "../types.ts";
import { type CodeWriter, property, propertyKey } from "./code-writer.ts";
import type { ComponentCode } from "./component-code.ts";
import { describeType } from "./describe-type.ts";
import { casesOf } from "./type-table.ts";

export interface LiftedCase {
  readonly index: number;
  /** The expression of the payload, if the case has one. */
  readonly payload: string | undefined;
  /** The expression of the whole value as JavaScript sees it. */
  readonly value: string;
}

export interface VariantLift {
  /** The expression of a payload; may write statements first. */
  payload(type: ValType): string;
  /** Writes what is done with a lifted case. */
  emitCase(lifted: LiftedCase): void;
  /** Whether `emitCase` leaves the function, so that no `break` is needed. */
  readonly returns: boolean;
}

/** Writes the switch that lifts each case of a variant, option or result. */
export function liftVariant(w: CodeWriter, type: ValType, discriminant: string, lift: VariantLift): void {
  const cases = casesOf(type) ?? [];
  const d = w.local("d", discriminant);
  w.block(`switch (${d})`, () => {
    cases.forEach((each, index) => {
      w.block(`case ${index}:`, () => {
        const payload = each.type === undefined ? undefined : lift.payload(each.type);
        lift.emitCase({ index, payload, value: caseValue(type, each.name, payload) });
        if (!lift.returns) w.line("break;");
      });
    });
    w.line(`default: throw trap(badDiscriminant(${d}, ${cases.length}, ${JSON.stringify(describeType(type))}));`);
  });
}

function caseValue(type: ValType, name: string, payload: string | undefined): string {
  if (type.kind === "option" && isPlainOption(type)) return payload ?? "undefined";
  const tag = `tag: ${JSON.stringify(name)}`;
  if (type.kind === "result") return `{ ${tag}, val: ${payload ?? "undefined"} }`;
  return payload === undefined ? `{ ${tag} }` : `{ ${tag}, val: ${payload} }`;
}

/** Writes the switch that lowers `value`; `lower` writes one case, given its index and the expression of its payload. */
export function lowerVariant(
  w: CodeWriter,
  type: ValType,
  value: string,
  lower: (index: number, payload: string) => void,
): void {
  const v = w.local("v", value);
  if (type.kind === "option" && isPlainOption(type)) {
    w.branch(
      `${v} === undefined || ${v} === null`,
      () => lower(0, ""),
      () => lower(1, v),
    );
    return;
  }
  const what = JSON.stringify(describeType(type));
  w.line(`if (typeof ${v} !== "object" || ${v} === null) throw mismatch(${what}, ${v});`);
  w.block(`switch (${v}.tag)`, () => {
    (casesOf(type) ?? []).forEach((each, i) => {
      w.block(`case ${JSON.stringify(each.name)}:`, () => {
        lower(i, `${v}.val`);
        w.line("break;");
      });
    });
    w.line(`default: throw mismatch(${what}, ${v});`);
  });
}

/** The constant that lists an enum's names. */
export function enumNames(code: ComponentCode, type: EnumType): string {
  const name = `names_${code.types.info(type).id}`;
  return code.once(name, name, (w) => w.line(`const ${name} = ${JSON.stringify(type.names)};`));
}

/** The expression for the index of the case an enum's name stands for. */
export function caseIndex(code: ComponentCode, type: EnumType, value: string): string {
  const name = `indices_${code.types.info(type).id}`;
  code.once(name, name, (w) => {
    const entries = type.names.map((each, i) => `[${JSON.stringify(each)}, ${i}]`);
    w.line(`const ${name} = new Map([${entries.join(", ")}]);`);
  });
  return `lowerEnum(${name}, ${value}, ${JSON.stringify(describeType(type))})`;
}

export function liftFlags(code: ComponentCode, type: FlagsType): string {
  const name = `liftFlags_${code.types.info(type).id}`;
  return code.once(name, name, (w) => {
    w.comment(describeType(type));
    w.block(`function ${name}(bits)`, () => {
      w.block(
        "return",
        () => {
          type.names.forEach((each, i) => w.line(`${propertyKey(camelCase(each))}: (bits & ${bit(i)}) !== 0,`));
        },
        "};",
      );
    });
  });
}

export function lowerFlags(code: ComponentCode, type: FlagsType): string {
  const name = `lowerFlags_${code.types.info(type).id}`;
  return code.once(name, name, (w) => {
    w.comment(describeType(type));
    w.block(`function ${name}(v)`, () => {
      w.line(`if (typeof v !== "object" || v === null) throw mismatch(${JSON.stringify(describeType(type))}, v);`);
      w.line("let bits = 0;");
      type.names.forEach((each, i) => w.line(`if (v${property(camelCase(each))}) bits |= ${bit(i)};`));
      w.line("return bits >>> 0;");
    });
  });
}

function bit(index: number): string {
  return `0x${(2 ** index).toString(16)}`;
}
