/** The core modules inside components, and the files of the repository that hold them. */
import { globSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

const ROOT = join(import.meta.dirname, "../../..");
const CORE_MODULE = 1;
const COMPONENT = 4;

export interface CoreModule {
  /** The file's path in the repository and the module's number in it. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Every core module of the repository: those committed, and those of the toolchains under guests/ where they are installed. */
export function coreModules(): CoreModule[] {
  const patterns = ["guests/*/*.wasm", "packages/*/test/**/*.wasm", "guests/node_modules/@bytecodealliance/**/*.wasm"];
  const files = globSync(patterns.map((pattern) => join(ROOT, pattern))).toSorted();
  const found = new Map<string, CoreModule>();
  for (const file of files) {
    coreModulesIn(readFileSync(file)).forEach((bytes, i) => {
      const key = `${bytes.length}:${Buffer.from(bytes).toString("latin1", 0, 4096)}`;
      if (!found.has(key)) found.set(key, { name: `${relative(ROOT, file)}#${i}`, bytes });
    });
  }
  return [...found.values()];
}

/** A module is itself; a component's are found in its sections, and in those of the components in it. */
export function coreModulesIn(bytes: Uint8Array): Uint8Array[] {
  if (bytes[4] === 0x01) return [bytes];
  const found: Uint8Array[] = [];
  for (let at = 8; at < bytes.length; ) {
    const id = bytes[at];
    const [size, begin] = leb(bytes, at + 1);
    at = begin + size;
    if (id === CORE_MODULE || id === COMPONENT) found.push(...coreModulesIn(bytes.subarray(begin, at)));
  }
  return found;
}

function leb(bytes: Uint8Array, begin: number): [value: number, end: number] {
  let value = 0;
  let at = begin;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++] ?? 0;
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return [value, at];
  }
}
