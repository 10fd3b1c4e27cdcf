/** Steps over immediates, without looking at their values; the steps may end behind the code, which the walk checks. */
import { WasmError } from "../errors.ts";
import { type ImmediateKind, MEMARG_HAS_MEMORY } from "../opcodes/immediates.ts";
import { REF, REF_NULL } from "../sections/value-type.ts";

export const MAX_LEB32 = 5;
export const MAX_LEB64 = 10;

export function skipLeb(bytes: Uint8Array, begin: number, max: number): number {
  let at = begin;
  if ((bytes[at++] as number) < 0x80) return at;
  for (const last = begin + max; at < last; ) {
    if ((bytes[at++] as number) < 0x80) return at;
  }
  throw new WasmError("malformed", `Expected an integer of at most ${max} bytes, found a longer one`, begin);
}

export function skipMemarg(bytes: Uint8Array, begin: number): number {
  const flags = bytes[begin] as number;
  if (flags < MEMARG_HAS_MEMORY && (bytes[begin + 1] as number) < 0x80) return begin + 2;
  let at = skipLeb(bytes, begin, MAX_LEB32);
  if (flags & MEMARG_HAS_MEMORY) at = skipLeb(bytes, at, MAX_LEB32);
  return skipLeb(bytes, at, MAX_LEB64);
}

/** A value type or a block type. */
export function skipValType(bytes: Uint8Array, at: number): number {
  const code = bytes[at] as number;
  if (code < 0x80 && code !== REF && code !== REF_NULL) return at + 1;
  return skipLeb(bytes, code === REF || code === REF_NULL ? at + 1 : at, MAX_LEB32);
}

/** Returns where the next immediate begins. */
type Skip = (bytes: Uint8Array, at: number, limit: number) => number;

/** One integer of at most 33 bits. */
export const skipLeb32: Skip = (bytes, at) => skipLeb(bytes, at, MAX_LEB32);

export const SKIP: Readonly<Record<ImmediateKind, Skip>> = {
  block: skipValType,
  cast: fixed(1),
  catches: list((bytes, at) => {
    const tag = (bytes[at] as number) < 2 ? skipLeb(bytes, at + 1, MAX_LEB32) : at + 1;
    return skipLeb(bytes, tag, MAX_LEB32);
  }),
  count: skipLeb32,
  data: skipLeb32,
  elem: skipLeb32,
  f32: fixed(4),
  f64: fixed(8),
  field: skipLeb32,
  func: skipLeb32,
  global: skipLeb32,
  heap: skipLeb32,
  i32: skipLeb32,
  i64: (bytes, at) => skipLeb(bytes, at, MAX_LEB64),
  label: skipLeb32,
  labels: list(skipLeb32),
  lane: fixed(1),
  lanes: fixed(16),
  local: skipLeb32,
  memarg: skipMemarg,
  memory: skipLeb32,
  table: skipLeb32,
  tag: skipLeb32,
  type: skipLeb32,
  types: list(skipValType),
  v128: fixed(16),
  zero: fixed(1),
};

function fixed(size: number): Skip {
  return (_bytes, at) => at + size;
}

function list(item: Skip): Skip {
  return (bytes, begin, limit) => {
    let at = skipLeb(bytes, begin, MAX_LEB32);
    let count = 0;
    for (let i = at - 1; i >= begin; i--) count = count * 0x80 + ((bytes[i] as number) & 0x7f);
    for (; count > 0 && at <= limit; count--) at = item(bytes, at, limit);
    return at;
  };
}
