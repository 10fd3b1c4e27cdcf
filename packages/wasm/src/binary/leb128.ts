/** Unsigned LEB128 in a given width. Source: Core specification, "Binary Format: Values". */

/** Bytes the smallest encoding takes. */
export function lebSize(value: number): number {
  let size = 1;
  for (let rest = value; rest >= 0x80; rest = Math.floor(rest / 0x80)) size++;
  return size;
}

/** At least `width` bytes: a number that replaces another takes as much room, if it can, so that what follows stays where it is. */
export function paddedLeb(value: number, width: number): Uint8Array {
  const bytes = new Uint8Array(Math.max(width, lebSize(value)));
  let rest = value;
  for (let i = 0; i < bytes.length; i++) {
    bytes[i] = (rest % 0x80) | (i < bytes.length - 1 ? 0x80 : 0);
    rest = Math.floor(rest / 0x80);
  }
  return bytes;
}
