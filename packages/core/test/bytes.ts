/** The pieces every Wasm binary is made of. Source: Core specification, "Values". */

export type Bytes = readonly number[];

/** An unsigned LEB128. */
export function leb(value: number | bigint): Bytes {
  const bytes: number[] = [];
  let rest = BigInt(value);
  do {
    const low = Number(rest & 0x7fn);
    rest >>= 7n;
    bytes.push(rest === 0n ? low : low | 0x80);
  } while (rest !== 0n);
  return bytes;
}

/** A signed LEB128. */
export function sleb(value: number | bigint): Bytes {
  const bytes: number[] = [];
  let rest = BigInt(value);
  for (;;) {
    const low = Number(rest & 0x7fn);
    rest >>= 7n;
    if ((rest === 0n && low < 0x40) || (rest === -1n && low >= 0x40)) return [...bytes, low];
    bytes.push(low | 0x80);
  }
}

export function name(text: string): Bytes {
  const utf8 = new TextEncoder().encode(text);
  return [...leb(utf8.length), ...utf8];
}

export function vec(items: readonly Bytes[]): Bytes {
  return [...leb(items.length), ...items.flat()];
}

export function sized(content: Bytes): Bytes {
  return [...leb(content.length), ...content];
}

export function section(id: number, content: Bytes): Bytes {
  return [id, ...sized(content)];
}

export const MODULE_PREAMBLE: Bytes = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
export const COMPONENT_PREAMBLE: Bytes = [0x00, 0x61, 0x73, 0x6d, 0x0d, 0x00, 0x01, 0x00];

/** A component of sections, each made by `section`. */
export function component(...sections: readonly Bytes[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array([...COMPONENT_PREAMBLE, ...sections.flat()]);
}

export function hexOf(bytes: Iterable<number>): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(" ");
}

export function fromHex(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array((text.match(/[0-9a-f]{2}/gi) ?? []).map((byte) => Number.parseInt(byte, 16)));
}
