/** Reinterpretation of floats as integers and back, for variants whose payloads share a flat slot. Source: CanonicalABI.md, `join`. */

export interface FloatBits {
  f32FromBits(bits: number): number;
  f32ToBits(value: number): number;
  f64FromBits(bits: bigint): number;
  f64ToBits(value: number): bigint;
}

export function createFloatBits(): FloatBits {
  const view = new DataView(new ArrayBuffer(8));
  return {
    f32FromBits(bits) {
      view.setInt32(0, bits);
      return view.getFloat32(0);
    },
    f32ToBits(value) {
      view.setFloat32(0, value);
      return view.getInt32(0);
    },
    f64FromBits(bits) {
      view.setBigInt64(0, bits);
      return view.getFloat64(0);
    },
    f64ToBits(value) {
      view.setFloat64(0, value);
      return view.getBigInt64(0);
    },
  };
}

export function wrapI64(value: bigint): number {
  return Number(BigInt.asIntN(32, value));
}
