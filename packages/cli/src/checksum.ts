/**
 * A name for bytes: 64 bits that differ when the bytes do, unless somebody tries. Nothing is trusted because of it; node:crypto would
 * take 10 ms to load.
 */
export function checksum(bytes: Uint8Array): string {
  const words = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  const view = new Uint32Array(words.buffer, words.byteOffset, bytes.length >>> 2);
  let a = 0x811c9dc5;
  let b = bytes.length;
  for (const word of view) {
    a = Math.imul(a ^ word, 0x01000193);
    b = Math.imul(b + word, 0x85ebca6b) ^ (b >>> 13);
  }
  for (let i = bytes.length & ~3; i < bytes.length; i++) a = Math.imul(a ^ (bytes[i] ?? 0), 0x01000193);
  return (a >>> 0).toString(16).padStart(8, "0") + (b >>> 0).toString(16).padStart(8, "0");
}
