/** The typed arrays that stand for lists of numbers in JavaScript. */

import type { ValType } from "@weft/core/types";

interface NumericArrayConstructor {
  readonly name: string;
  from(values: Iterable<never>): ArrayBufferView;
}

export const NUMERIC_ARRAYS: { readonly [K in ValType["kind"]]?: NumericArrayConstructor } = {
  u8: Uint8Array,
  u16: Uint16Array,
  u32: Uint32Array,
  u64: BigUint64Array,
  s8: Int8Array,
  s16: Int16Array,
  s32: Int32Array,
  s64: BigInt64Array,
  f32: Float32Array,
  f64: Float64Array,
};
