/**
 * Memory: views of it, and room in it. A view of a memory that has grown has length 0, which costs nothing to ask, so each place
 * that follows a call into the guest asks it. Source: CanonicalABI.md, `LiftLowerContext.reallocate`.
 */
import type { CodeWriter } from "./code-writer.ts";
import { type Context, memoryOf, reallocOf } from "./component-code.ts";

/** `allocate(align, size)`: a checked pointer to room the guest made. */
export function emitAllocate(cx: Context): string {
  const reallocate = emitReallocate(cx);
  const name = `allocate_${cx.id}`;
  return cx.code.once(name, name, (w) => {
    w.block(`function ${name}(align, size)`, () => w.line(`return ${reallocate}(0, 0, align, size);`));
  });
}

/** `reallocate(old, oldSize, align, size)`: the same, for room that turned out too small. The guest may not call out meanwhile. */
export function emitReallocate(cx: Context): string {
  const memory = memoryOf(cx, "an allocation");
  const realloc = reallocOf(cx, "an allocation");
  const name = `reallocate_${cx.id}`;
  return cx.code.once(name, name, (w) => {
    const instance = `i${cx.instance}`;
    w.block(`function ${name}(old, oldSize, align, size)`, () => {
      w.line(`${instance}.mayLeave = false;`);
      w.line(`const ptr = ${realloc}(old, oldSize, align, size) >>> 0;`);
      w.line(`${instance}.mayLeave = tree.open;`);
      refreshViews(w, memory);
      w.line(`if ((ptr & (align - 1)) !== 0) throw trap(misaligned(ptr, align, "realloc returned"));`);
      w.line(
        `if (ptr + size > u8_${memory}.length) throw trap(outOfBounds(ptr, size, u8_${memory}.length, "realloc returned"));`,
      );
      w.line("return ptr;");
    });
  });
}

export function refreshViews(w: CodeWriter, memory: number): void {
  w.line(`if (u8_${memory}.length === 0) refresh_${memory}();`);
}

/** Traps unless `size` bytes at `ptr` are aligned and inside the memory. */
export function checkRange(
  w: CodeWriter,
  memory: number,
  range: { ptr: string; align: number; size: string; what: string },
): void {
  const { ptr, align, size, what } = range;
  const text = JSON.stringify(what);
  if (align > 1) w.line(`if ((${ptr} & ${align - 1}) !== 0) throw trap(misaligned(${ptr}, ${align}, ${text}));`);
  w.line(
    `if (${ptr} + ${size} > u8_${memory}.length) throw trap(outOfBounds(${ptr}, ${size}, u8_${memory}.length, ${text}));`,
  );
}
