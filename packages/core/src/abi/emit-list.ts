/**
 * Functions that move lists and maps. Lists of numbers are typed arrays and move as one block.
 * Source: CanonicalABI.md, `load_list`, `store_list`.
 */
import { MAX_LIST_BYTE_LENGTH } from "../runtime/host-value.ts";
import type { ListType, MapType, ValType } from "../types.ts";
import type { CodeWriter } from "./code-writer.ts";
import { type Context, memoryOf } from "./component-code.ts";
import { describeType } from "./describe-type.ts";
import { checkRange, emitAllocate } from "./emit-allocate.ts";

/** How elements are loaded and stored. Lists and values are defined by each other; this keeps their files apart. */
export interface Elements {
  load(cx: Context, type: ValType, place: { ptr: string; offset: number }): string;
  store(cx: Context, w: CodeWriter, stored: { type: ValType; value: string; ptr: string; offset: number }): void;
}

/** Element types whose lists are typed arrays in JavaScript. */
const TYPED_ARRAYS: Readonly<Partial<Record<ValType["kind"], string>>> = {
  u8: "Uint8Array",
  s8: "Int8Array",
  u16: "Uint16Array",
  s16: "Int16Array",
  u32: "Uint32Array",
  s32: "Int32Array",
  u64: "BigUint64Array",
  s64: "BigInt64Array",
  f32: "Float32Array",
  f64: "Float64Array",
};

/**
 * `loadList(ptr, length)`. A map lies in memory as a list of pairs and becomes a Map, in which the last of equal keys wins; between
 * guests it stays a list, so that nothing is lost.
 */
export function emitLoadList(cx: Context, type: ListType | MapType, elements: Elements): string {
  const memory = memoryOf(cx, "a list");
  const name = `loadList_${cx.id}_${cx.code.types.info(type).id}`;
  return cx.code.once(name, name, (w) => {
    const element = elementOf(type);
    const { size, align } = cx.code.types.info(element);
    w.comment(describeType(type));
    w.block(`function ${name}(ptr, length)`, () => {
      w.line(`if (length * ${size} > ${MAX_LIST_BYTE_LENGTH}) throw trap(tooLong(length, ${size}));`);
      checkRange(w, memory, { ptr: "ptr", align, size: `length * ${size}`, what: "a list" });
      emitLoadElements(cx, w, element, elements);
      w.line(type.kind === "map" && !cx.raw ? "return new Map(values);" : "return values;");
    });
  });
}

/** `loadFixed(ptr)` of a fixed-length list (🔧), which lies in place. */
export function emitLoadFixedList(cx: Context, type: ListType, elements: Elements): string {
  memoryOf(cx, "a list");
  const name = `loadFixed_${cx.id}_${cx.code.types.info(type).id}`;
  return cx.code.once(name, name, (w) => {
    w.comment(describeType(type));
    w.block(`function ${name}(ptr)`, () => {
      w.line(`const length = ${type.length};`);
      emitLoadElements(cx, w, type.element, elements);
      w.line("return values;");
    });
  });
}

function emitLoadElements(cx: Context, w: CodeWriter, element: ValType, elements: Elements): void {
  const memory = memoryOf(cx, "a list");
  const { size } = cx.code.types.info(element);
  const array = TYPED_ARRAYS[element.kind];
  if (array === "Uint8Array") {
    w.line(`const values = u8_${memory}.slice(ptr, ptr + length);`);
  } else if (array !== undefined) {
    w.line(`const values = new ${array}(u8_${memory}.slice(ptr, ptr + length * ${size}).buffer);`);
  } else {
    w.line("const values = new Array(length);");
    w.block(`for (let i = 0, p = ptr; i < length; i++, p += ${size})`, () => {
      w.line(`values[i] = ${elements.load(cx, element, { ptr: "p", offset: 0 })};`);
    });
  }
}

/** `storeList(values)` returns the pointer and leaves the length in `len`. */
export function emitStoreList(cx: Context, type: ListType | MapType, elements: Elements): string {
  memoryOf(cx, "a list");
  const name = `storeList_${cx.id}_${cx.code.types.info(type).id}`;
  return cx.code.once(name, name, (w) => {
    const allocate = emitAllocate(cx);
    const element = elementOf(type);
    const { size, align } = cx.code.types.info(element);
    w.comment(describeType(type));
    w.block(`function ${name}(list)`, () => {
      const what = JSON.stringify(describeType(type));
      w.line(
        type.kind === "map" ? `const values = mapEntries(list, ${what});` : `const values = arrayLike(list, ${what});`,
      );
      w.line("const length = values.length;");
      w.line(`const ptr = ${allocate}(${align}, byteLength(length, ${size}));`);
      emitStoreElements(cx, w, element, elements);
      w.line("len = length;");
      w.line("return ptr;");
    });
  });
}

export function emitStoreFixedList(cx: Context, type: ListType, elements: Elements): string {
  memoryOf(cx, "a list");
  const name = `storeFixed_${cx.id}_${cx.code.types.info(type).id}`;
  return cx.code.once(name, name, (w) => {
    w.comment(describeType(type));
    w.block(`function ${name}(list, ptr)`, () => {
      w.line(`const values = fixedList(list, ${type.length}, ${JSON.stringify(describeType(type))});`);
      w.line(`const length = ${type.length};`);
      emitStoreElements(cx, w, type.element, elements);
    });
  });
}

function emitStoreElements(cx: Context, w: CodeWriter, element: ValType, elements: Elements): void {
  const memory = memoryOf(cx, "a list");
  const { size } = cx.code.types.info(element);
  const array = TYPED_ARRAYS[element.kind];
  const loop = (): void =>
    w.block(`for (let i = 0, p = ptr; i < length; i++, p += ${size})`, () => {
      elements.store(cx, w, { type: element, value: "values[i]", ptr: "p", offset: 0 });
    });
  if (array === undefined) {
    loop();
    return;
  }
  const bytes =
    array === "Uint8Array" ? "values" : "new Uint8Array(values.buffer, values.byteOffset, values.byteLength)";
  w.branch(`values instanceof ${array}`, () => w.line(`u8_${memory}.set(${bytes}, ptr);`), loop);
}

function elementOf(type: ListType | MapType): ValType {
  return type.kind === "map" ? { kind: "tuple", types: [type.key, type.value] } : type.element;
}
