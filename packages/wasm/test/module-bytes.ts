/** Modules written out by hand, for what no writer would write. */

export const PREAMBLE = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];

/** A module of sections that are given as `[id, ...contents]`. */
export function moduleOf(...sections: readonly (readonly number[])[]): Uint8Array {
  const parts = sections.flatMap(([id = 0, ...contents]) => [id, ...leb(contents.length), ...contents]);
  return new Uint8Array([...PREAMBLE, ...parts]);
}

/** A name, or a custom section's contents: length, then bytes. */
export function name(text: string): number[] {
  const bytes = [...new TextEncoder().encode(text)];
  return [...leb(bytes.length), ...bytes];
}

export function leb(value: number): number[] {
  return value < 0x80 ? [value] : [(value % 0x80) | 0x80, ...leb(Math.floor(value / 0x80))];
}
