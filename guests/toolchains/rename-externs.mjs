/**
 * Replaces text in the names a component imports and exports, in place: old and new have the same length, so no size changes.
 * Only sections 10 (import) and 11 (export) of the outermost component are touched; names inside core modules stay as they are.
 *
 *   00 61 73 6d 0d 00 01 00 | id size payload | id size payload | …
 */
const IMPORT_SECTION = 10;
const EXPORT_SECTION = 11;
const PREAMBLE_BYTES = 8;

export function renameExterns(component, from, to) {
  if (from.length !== to.length) throw new Error(`expected names of one length, found "${from}" and "${to}"`);
  const bytes = Buffer.from(component);
  for (const section of sections(bytes)) {
    if (section.id === IMPORT_SECTION || section.id === EXPORT_SECTION) replaceAll(section.payload, from, to);
  }
  return bytes;
}

function* sections(bytes) {
  let at = PREAMBLE_BYTES;
  while (at < bytes.length) {
    const id = bytes[at];
    const [size, start] = readU32(bytes, at + 1);
    yield { id, payload: bytes.subarray(start, start + size) };
    at = start + size;
  }
}

function readU32(bytes, start) {
  let value = 0;
  let at = start;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++];
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return [value, at];
  }
}

function replaceAll(bytes, from, to) {
  for (let at = bytes.indexOf(from); at !== -1; at = bytes.indexOf(from, at)) bytes.write(to, at);
}
