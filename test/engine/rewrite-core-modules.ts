const CORE_MODULE = 1;
const COMPONENT = 4;
const PREAMBLE = 8;

/** A component with other core modules in it: each, also of nested components, is what `rewrite` makes of it. */
export function rewriteCoreModules(component: Uint8Array, rewrite: (module: Uint8Array) => Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [component.slice(0, PREAMBLE)];
  for (let at = PREAMBLE; at < component.length; ) {
    const id = component[at] ?? 0;
    const [size, begin] = leb(component, at + 1);
    at = begin + size;
    const contents = rewritten(id, component.subarray(begin, at), rewrite);
    parts.push(new Uint8Array([id, ...lebOf(contents.length)]), contents);
  }
  return new Uint8Array(Buffer.concat(parts));
}

function rewritten(id: number, contents: Uint8Array, rewrite: (module: Uint8Array) => Uint8Array): Uint8Array {
  if (id === CORE_MODULE) return rewrite(contents);
  return id === COMPONENT ? rewriteCoreModules(contents, rewrite) : contents;
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

function lebOf(value: number): number[] {
  return value < 0x80 ? [value] : [(value % 0x80) | 0x80, ...lebOf(Math.floor(value / 0x80))];
}
