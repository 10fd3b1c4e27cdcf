import { readFileSync } from "node:fs";

/** The component assembled from `components/<name>.wat`. */
export function componentFile(name: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(new URL(`components/${name}.wasm`, import.meta.url)));
}
