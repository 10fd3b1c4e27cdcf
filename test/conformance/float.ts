/** Floats of scripts: their bits as a decimal number, or one of two kinds of NaN, which JavaScript does not tell apart. */
export function floatOf(type: "f32" | "f64", bits: string): number {
  if (bits.startsWith("nan:")) return Number.NaN;
  const view = new DataView(new ArrayBuffer(8));
  if (type === "f32") {
    view.setUint32(0, Number(bits));
    return view.getFloat32(0);
  }
  view.setBigUint64(0, BigInt(bits));
  return view.getFloat64(0);
}
