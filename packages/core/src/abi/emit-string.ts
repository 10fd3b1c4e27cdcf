/** Functions that move strings. Source: CanonicalABI.md, `load_string`, `store_string`. */

import type { CodeWriter } from "./code-writer.ts";
import { type Context, memoryOf, reallocOf } from "./component-code.ts";
import { emitAllocate, emitReallocate } from "./emit-allocate.ts";

const ENCODING = { utf8: "Utf8", utf16: "Utf16", "latin1+utf16": "Latin1OrUtf16" } as const;

/** `loadString(ptr, taggedCodeUnits)` */
export function emitLoadString(cx: Context): string {
  const memory = memoryOf(cx, "a string");
  const name = `loadString_${memory}_${ENCODING[cx.encoding]}`;
  return cx.code.once(name, name, (w) => {
    w.block(`function ${name}(ptr, units)`, () => {
      w.line(`return load${ENCODING[cx.encoding]}(u8_${memory}, ptr, units);`);
    });
  });
}

/** `storeString(text)` returns the pointer and leaves the length in `len`. */
export function emitStoreString(cx: Context): string {
  const memory = memoryOf(cx, "a string");
  reallocOf(cx, "a string");
  const name = `storeString_${cx.id}`;
  return cx.code.once(name, name, (w) => {
    const allocate = emitAllocate(cx);
    w.block(`function ${name}(text)`, () => {
      if (cx.encoding === "utf8") {
        emitStoreUtf8(w, memory, allocate, emitReallocate(cx));
      } else if (cx.encoding === "utf16") {
        w.line("const units = utf16Units(text);");
        w.line(`const ptr = ${allocate}(2, units.length * 2);`);
        w.line(`writeUtf16(units, u8_${memory}, ptr);`);
        w.line("len = units.length;");
      } else {
        w.line("const units = utf16Units(text);");
        w.line("const wide = !isLatin1(units);");
        w.line(`const ptr = ${allocate}(2, wide ? units.length * 2 : units.length);`);
        w.line(`if (wide) writeUtf16(units, u8_${memory}, ptr);`);
        w.line(`else writeLatin1(units, u8_${memory}, ptr);`);
        w.line("len = wide ? (units.length | UTF16_TAG) >>> 0 : units.length;");
      }
      w.line("return ptr;");
    });
  });
}

/**
 * Most strings are short and ASCII: those are written into as many bytes as they have code units, and only where that turns out to be too
 * few is the room enlarged, as the specification's own way of writing UTF-8 has it.
 * Source: CanonicalABI.md, `store_string_to_utf8`.
 */
function emitStoreUtf8(w: CodeWriter, memory: number, allocate: string, reallocate: string): void {
  w.block(`if (typeof text === "string" && text.length <= SHORT_ASCII)`, () => {
    w.line(`const short = ${allocate}(1, text.length);`);
    w.block(`if (writeShortAscii(text, u8_${memory}, short))`, () => {
      w.line("len = text.length;");
      w.line("return short;");
    });
    w.line("len = utf8Length(text);");
    w.line(`const ptr = ${reallocate}(short, text.length, 1, len);`);
    w.line(`writeUtf8(text, u8_${memory}, ptr, len);`);
    w.line("return ptr;");
  });
  w.line("const size = utf8Length(text);");
  w.line(`const ptr = ${allocate}(1, size);`);
  w.line(`writeUtf8(text, u8_${memory}, ptr, size);`);
  w.line("len = size;");
}
