/**
 * Replaces text in the names a component imports and exports, in place: old and new have the same length, so no size changes.
 * Touched are sections 10 (import) and 11 (export) of the outermost component, and the custom sections of its core modules, whose
 * names show in stack traces. What core modules import and export by name stays as it is.
 *
 *     00 61 73 6d, version, layer | id size payload | id size payload | …
 *
 * Source: Component Model, Binary.md, "Component Definitions".
 */
const CUSTOM_SECTION = 0;
const CORE_MODULE_SECTION = 1;
const IMPORT_SECTION = 10;
const EXPORT_SECTION = 11;
const PREAMBLE_BYTES = 8;

export function renameExterns(component: Uint8Array, from: string, to: string): Uint8Array {
  if (from.length !== to.length) throw new RangeError(`Expected names of one length, found "${from}" and "${to}"`);
  const bytes = Buffer.from(component);
  for (const { id, payload } of sections(bytes)) {
    if (id === IMPORT_SECTION || id === EXPORT_SECTION) replaceAll(payload, from, to);
    if (id === CORE_MODULE_SECTION) renameInCustomSections(payload, from, to);
  }
  return bytes;
}

function renameInCustomSections(module: Buffer, from: string, to: string): void {
  for (const { id, payload } of sections(module)) if (id === CUSTOM_SECTION) replaceAll(payload, from, to);
}

function* sections(bytes: Buffer): Iterable<{ id: number; payload: Buffer }> {
  let at = PREAMBLE_BYTES;
  while (at < bytes.length) {
    const id = bytes.readUInt8(at);
    const size = readU32(bytes, at + 1);
    yield { id, payload: bytes.subarray(size.end, size.end + size.value) };
    at = size.end + size.value;
  }
}

function readU32(bytes: Buffer, start: number): { value: number; end: number } {
  let value = 0;
  let end = start;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes.readUInt8(end++);
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return { value, end };
  }
}

function replaceAll(bytes: Buffer, from: string, to: string): void {
  for (let at = bytes.indexOf(from); at !== -1; at = bytes.indexOf(from, at)) bytes.write(to, at);
}
