/**
 * The core module that lets imports wait only when they have to. For each import `k` with core type `params -> results`:
 *
 *     (func (export "k") (param …) (result …)
 *       call $try_k                 ;; the plain JavaScript import
 *       global.get $flag            ;; did it leave a promise?
 *       if  i32.const 0  global.set $flag  call $wait  return  end)
 *
 * The result of `try_k` waits in a local meanwhile. Costs about 10 ns a call; a suspension is paid for only when it happens.
 */
import { ENGINE_MODULE } from "../runtime/trap.ts";
import type { FlatType } from "./type-table.ts";

export interface ShimFunc {
  readonly params: readonly FlatType[];
  readonly results: readonly FlatType[];
}

const VAL_TYPES: Readonly<Record<FlatType, number>> = { i32: 0x7f, i64: 0x7e, f32: 0x7d, f64: 0x7c };
const WAITS: readonly (FlatType | undefined)[] = [undefined, "i32", "i64", "f32", "f64"];

/** Imports: `try` `"0"`…, `wait` `"0"`…`"4"` by result type, `flag` `"flag"`. Exports: `"0"`…. */
export function encodeSuspendShim(funcs: readonly ShimFunc[]): Uint8Array {
  const waitTypes = WAITS.map((result) => funcType({ params: [], results: result === undefined ? [] : [result] }));
  const types = vec([...waitTypes, ...funcs.map(funcType)]);
  const imports = vec([
    ...WAITS.map((_, i) => importFunc("wait", i, i)),
    ...funcs.map((_, i) => importFunc("try", i, WAITS.length + i)),
    [...name("flag"), ...name("flag"), 0x03, VAL_TYPES.i32, 0x01],
  ]);
  const functions = vec(funcs.map((_, i) => leb(WAITS.length + i)));
  const imported = WAITS.length + funcs.length;
  const exports = vec(funcs.map((_, i) => [...name(String(i)), 0x00, ...leb(imported + i)]));
  const code = vec(funcs.map((func, i) => sized(body(func, WAITS.length + i))));
  const bytes = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
  for (const [id, content] of [
    [1, types],
    [2, imports],
    [3, functions],
    [7, exports],
    [10, code],
  ] as const) {
    bytes.push(id, ...sized(content));
  }
  bytes.push(0, ...sized(moduleNameSection()));
  return new Uint8Array(bytes);
}

function body(func: ShimFunc, tryIndex: number): number[] {
  const [result] = func.results;
  const waitIndex = WAITS.indexOf(result);
  const slot = func.params.length;
  const locals = result === undefined ? [0x00] : [0x01, 0x01, VAL_TYPES[result]];
  const args = func.params.flatMap((_, i) => [0x20, ...leb(i)]);
  const keep = result === undefined ? [] : [0x21, ...leb(slot)];
  const give = result === undefined ? [] : [0x20, ...leb(slot)];
  const wait = [0x41, 0x00, 0x24, 0x00, 0x10, ...leb(waitIndex), 0x0f];
  return [...locals, ...args, 0x10, ...leb(tryIndex), ...keep, 0x23, 0x00, 0x04, 0x40, ...wait, 0x0b, ...give, 0x0b];
}

/** Names the module, so that its frames can be left out of a trap's. Source: Core specification, "Name Section". */
function moduleNameSection(): number[] {
  return [...name("name"), 0x00, ...sized(name(ENGINE_MODULE))];
}

function funcType(func: ShimFunc): number[] {
  const types = (list: readonly FlatType[]): number[] => vec(list.map((type) => [VAL_TYPES[type]]));
  return [0x60, ...types(func.params), ...types(func.results)];
}

function importFunc(module: string, index: number, type: number): number[] {
  return [...name(module), ...name(String(index)), 0x00, ...leb(type)];
}

function name(text: string): number[] {
  return [...leb(text.length), ...Array.from(text, (char) => char.charCodeAt(0))];
}

function vec(items: readonly (readonly number[])[]): number[] {
  return [...leb(items.length), ...items.flat()];
}

function sized(content: readonly number[]): number[] {
  return [...leb(content.length), ...content];
}

function leb(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  do {
    const low = rest & 0x7f;
    rest >>>= 7;
    bytes.push(rest === 0 ? low : low | 0x80);
  } while (rest !== 0);
  return bytes;
}
