/**
 * A component's sections, in order, into one flat list of definitions. Source: Binary.md, "Component Definitions".
 *
 *     00 61 73 6d   magic "\0asm"
 *     0d 00 01 00   version 13, layer 1 (a core module has 01 00 00 00)
 *     (id size body)*
 */
import { ParseError } from "../errors.ts";
import { decodeAlias } from "./decode-alias.ts";
import { decodeCanon } from "./decode-canon.ts";
import { decodeCoreType } from "./decode-core-type.ts";
import { decodeExternName } from "./decode-extern-name.ts";
import { decodeCoreSortIdx, decodeSortIdx } from "./decode-sort.ts";
import { decodeExternType, decodeType, decodeValType } from "./decode-type.ts";
import type {
  ComponentIdx,
  ComponentModel,
  CoreInstanceExpr,
  CoreInstanceIdx,
  CoreModuleIdx,
  CustomSection,
  Definition,
  FuncIdx,
  InstanceExpr,
} from "./model.ts";
import { hex, Reader } from "./reader.ts";

/** Components nested deeper than this are refused rather than recursed into. */
export const MAX_COMPONENT_DEPTH = 100;

export function decodeComponent(bytes: Uint8Array): ComponentModel {
  checkPreamble(bytes);
  return decodeBody(new Reader(bytes), 0);
}

/** Tells apart what people hand over by mistake, so that the message can say what to do. */
function checkPreamble(bytes: Uint8Array): void {
  if (bytes.length === 0) throw new ParseError("Expected a component, found an empty file", 0);
  if (startsWith(bytes, [0x00, 0x61, 0x73, 0x6d, 0x0d, 0x00, 0x01, 0x00])) return;
  if (startsWith(bytes, [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00])) {
    throw new ParseError(
      importsPreview1(bytes)
        ? "Expected a component, found a core module that imports wasi_snapshot_preview1. " +
            "Make it a component: wasm-tools component new module.wasm --adapt wasi_snapshot_preview1=adapter.wasm"
        : "Expected a component, found a core module. " +
            "Make it a component: wasm-tools component embed, then wasm-tools component new",
      4,
    );
  }
  if (startsWith(bytes, [0x00, 0x61, 0x73, 0x6d])) {
    const found = Array.from(bytes.subarray(4, 8), hex).join(" ");
    throw new ParseError(
      `Expected a component (version 0d 00, layer 01 00), found ${found || "the end of the file"}`,
      4,
    );
  }
  if (isComponentText(bytes)) {
    throw new ParseError(
      "Expected a component in binary form, found component text. Assemble it: wasm-tools parse x.wat -o x.wasm",
      0,
    );
  }
  const found = Array.from(bytes.subarray(0, 4), hex).join(" ");
  throw new ParseError(`Expected a component, which begins with 00 61 73 6d, found ${found}`, 0);
}

function startsWith(bytes: Uint8Array, prefix: readonly number[]): boolean {
  return prefix.every((byte, i) => bytes[i] === byte);
}

function importsPreview1(bytes: Uint8Array): boolean {
  const head = String.fromCharCode(...bytes.subarray(0, 8192));
  return head.includes("wasi_snapshot_preview1") || head.includes("wasi_unstable");
}

/** Spaces and comments, then a parenthesis and a word. No two alternatives begin alike, so that nothing is tried twice. */
const COMPONENT_TEXT =
  /^(?:\s|;;[^\n]*\n|\(;(?:[^;]|;(?!\)))*;\))*\(\s*(?:component|module|type|func|import|export|core)\b/;

function isComponentText(bytes: Uint8Array): boolean {
  return COMPONENT_TEXT.test(String.fromCharCode(...bytes.subarray(0, 4096)));
}

function decodeBody(reader: Reader, depth: number): ComponentModel {
  const offset = reader.offset;
  if (depth > MAX_COMPONENT_DEPTH) reader.fail(`Components are nested deeper than ${MAX_COMPONENT_DEPTH} levels`);
  if (!startsWith(reader.bytes.subarray(offset, reader.end), [0x00, 0x61, 0x73, 0x6d, 0x0d, 0x00, 0x01, 0x00])) {
    reader.fail("Expected a nested component's preamble");
  }
  reader.skip(8, "preamble");
  const definitions: Definition[] = [];
  const customs: CustomSection[] = [];
  while (!reader.done) decodeSection(reader, depth, definitions, customs);
  return { offset, size: reader.end - offset, definitions, customs };
}

function decodeSection(reader: Reader, depth: number, definitions: Definition[], customs: CustomSection[]): void {
  const at = reader.offset;
  const id = reader.byte("a section id");
  const size = reader.u32("a section's size");
  const section = reader.slice(size, `section ${id}`);
  if (id === 0) {
    customs.push({
      name: section.name("a custom section's name"),
      offset: section.offset,
      size: section.end - section.offset,
    });
    return;
  }
  const decode = SECTIONS[id];
  if (decode === undefined) reader.fail(`Expected a section id from 0 to 12, found ${id}`, at);
  decode(section, definitions, depth);
  section.finish(`section ${id}`);
}

type SectionDecoder = (section: Reader, out: Definition[], depth: number) => void;

const SECTIONS: Readonly<Record<number, SectionDecoder>> = {
  1: (r, out) => {
    const begin = r.offset;
    out.push({ offset: begin, kind: "core module", begin, size: r.end - begin });
    r.offset = r.end;
  },
  2: each("core instances", (r, offset) => ({ offset, kind: "core instance", expr: decodeCoreInstance(r) })),
  3: each("core types", (r, offset) => ({ offset, kind: "core type", type: decodeCoreType(r) })),
  4: (r, out, depth) => {
    out.push({ offset: r.offset, kind: "component", component: decodeBody(r, depth + 1) });
  },
  5: each("instances", (r, offset) => ({ offset, kind: "instance", expr: decodeInstance(r) })),
  6: each("aliases", (r, offset) => ({ offset, kind: "alias", alias: decodeAlias(r) })),
  7: each("types", (r, offset) => ({ offset, kind: "type", type: decodeType(r) })),
  8: each("canonical definitions", (r, offset) => ({ offset, kind: "canon", canon: decodeCanon(r) })),
  9: (r, out) => {
    const offset = r.offset;
    const func = r.u32("a function index") as FuncIdx;
    const args = r.vec("value indices", (x) => x.u32("a value index"));
    out.push({ offset, kind: "start", func, args, results: r.u32("the number of results") });
  },
  10: each("imports", (r, offset) => ({
    offset,
    kind: "import",
    name: decodeExternName(r),
    type: decodeExternType(r),
  })),
  11: each("exports", (r, offset) => {
    const name = decodeExternName(r);
    const item = decodeSortIdx(r);
    const type = r.optional("the presence of a type", decodeExternType);
    return { offset, kind: "export", name, item, ...(type !== undefined && { type }) };
  }),
  12: each("values", (r, offset) => {
    const type = decodeValType(r);
    const size = r.u32("a value's size");
    return { offset, kind: "value", type, begin: r.skip(size, "a value"), size };
  }),
};

function each(what: string, decode: (reader: Reader, offset: number) => Definition): SectionDecoder {
  return (section, out) => {
    for (const definition of section.vec(what, (r) => decode(r, r.offset))) out.push(definition);
  };
}

function decodeCoreInstance(reader: Reader): CoreInstanceExpr {
  if (reader.flag("the form of a core instance")) {
    const exports = reader.vec("core exports", (r) => ({ name: r.name("an export name"), item: decodeCoreSortIdx(r) }));
    return { kind: "exports", exports };
  }
  const module = reader.u32("a core module index") as CoreModuleIdx;
  const args = reader.vec("core instantiation arguments", (r) => {
    const name = r.name("an argument's name");
    r.expect(0x12, "the sort core instance");
    return { name, instance: r.u32("a core instance index") as CoreInstanceIdx };
  });
  return { kind: "instantiate", module, args };
}

function decodeInstance(reader: Reader): InstanceExpr {
  if (reader.flag("the form of an instance")) {
    return {
      kind: "exports",
      exports: reader.vec("exports", (r) => ({ name: decodeExternName(r), item: decodeSortIdx(r) })),
    };
  }
  const component = reader.u32("a component index") as ComponentIdx;
  const args = reader.vec("instantiation arguments", (r) => ({
    name: r.name("an argument's name"),
    item: decodeSortIdx(r),
  }));
  return { kind: "instantiate", component, args };
}
