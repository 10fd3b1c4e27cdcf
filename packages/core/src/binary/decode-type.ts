/**
 * Value, function, component, instance and resource types. Source: Binary.md, "Type Definitions".
 */
import type { PrimitiveKind } from "../types.ts";
import { decodeAlias } from "./decode-alias.ts";
import { decodeCoreType, decodeCoreValType } from "./decode-core-type.ts";
import { decodeExternName } from "./decode-extern-name.ts";
import type {
  CoreFuncIdx,
  CoreTypeIdx,
  Declaration,
  ExternTypeDef,
  LabelValType,
  TypeDef,
  TypeIdx,
  ValTypeRef,
} from "./model.ts";
import { hex, type Reader } from "./reader.ts";

const PRIMITIVES: Readonly<Record<number, PrimitiveKind>> = {
  0x7f: "bool",
  0x7e: "s8",
  0x7d: "u8",
  0x7c: "s16",
  0x7b: "u16",
  0x7a: "s32",
  0x79: "u32",
  0x78: "s64",
  0x77: "u64",
  0x76: "f32",
  0x75: "f64",
  0x74: "char",
  0x73: "string",
  0x64: "error-context",
};

type TypeDecoder = (reader: Reader, depth: number) => TypeDef;

const TYPES: Readonly<Record<number, TypeDecoder>> = {
  0x72: (r) => ({ kind: "record", fields: nonEmpty(r, r.vec("record fields", decodeLabelValType), "record fields") }),
  0x71: (r) => ({ kind: "variant", cases: nonEmpty(r, r.vec("variant cases", decodeCase), "variant cases") }),
  0x70: (r) => ({ kind: "list", element: decodeValType(r) }),
  0x67: (r) => ({ kind: "list", element: decodeValType(r), length: decodeFixedLength(r) }),
  0x6f: (r) => ({ kind: "tuple", types: nonEmpty(r, r.vec("tuple types", decodeValType), "tuple types") }),
  0x6e: (r) => ({ kind: "flags", labels: decodeFlagLabels(r) }),
  0x6d: (r) => ({ kind: "enum", labels: nonEmpty(r, r.vec("enum labels", decodeLabel), "enum labels") }),
  0x6b: (r) => ({ kind: "option", type: decodeValType(r) }),
  0x6a: (r) => {
    const ok = r.optional("the presence of an ok type", decodeValType);
    const err = r.optional("the presence of an error type", decodeValType);
    return { kind: "result", ...(ok !== undefined && { ok }), ...(err !== undefined && { err }) };
  },
  0x69: (r) => ({ kind: "own", resource: decodeTypeIdx(r) }),
  0x68: (r) => ({ kind: "borrow", resource: decodeTypeIdx(r) }),
  0x66: (r) => ({ kind: "stream", ...decodeElement(r) }),
  0x65: (r) => ({ kind: "future", ...decodeElement(r) }),
  0x63: (r) => ({ kind: "map", key: decodeValType(r), value: decodeValType(r) }),
  0x40: (r) => ({ kind: "func", async: false, ...decodeSignature(r) }),
  0x43: (r) => ({ kind: "func", async: true, ...decodeSignature(r) }),
  0x41: (r, depth) => ({
    kind: "component",
    declarations: r.vec("component declarations", (each) => decodeDeclaration(each, depth + 1)),
  }),
  0x42: (r, depth) => ({
    kind: "instance",
    declarations: r.vec("instance declarations", (each) => decodeInstanceDeclaration(each, depth + 1)),
  }),
  0x3f: (r) => {
    const rep = decodeCoreValType(r);
    const dtor = r.optional("the presence of a destructor", (each) => each.u32("a destructor's index") as CoreFuncIdx);
    return { kind: "resource", rep, ...(dtor !== undefined && { dtor }) };
  },
};

/** Types nested deeper than this are refused rather than recursed into. */
export const MAX_TYPE_DEPTH = 100;

export function decodeType(reader: Reader, depth = 0): TypeDef {
  const at = reader.offset;
  if (depth > MAX_TYPE_DEPTH) reader.fail(`Types are nested deeper than ${MAX_TYPE_DEPTH} levels`);
  const opcode = reader.byte("a type");
  const primitive = PRIMITIVES[opcode];
  if (primitive !== undefined) return { kind: "primitive", primitive };
  const decode = TYPES[opcode];
  if (decode === undefined) reader.fail(`Expected a type, found the unknown opcode 0x${hex(opcode)}`, at);
  return decode(reader, depth);
}

export function decodeValType(reader: Reader): ValTypeRef {
  const at = reader.offset;
  const value = reader.s33("a value type");
  if (value >= 0) return value as TypeIdx;
  // A primitive is one byte, so it is not an integer that more bytes could spell.
  const primitive = reader.offset === at + 1 ? PRIMITIVES[value & 0x7f] : undefined;
  return primitive ?? reader.fail(`Expected a value type, found the unknown opcode 0x${hex(value & 0x7f)}`, at);
}

/** `0x00 t` a result, `0x01 0x00` none. */
export function decodeResultList(reader: Reader): ValTypeRef | undefined {
  if (!reader.flag("a result list")) return decodeValType(reader);
  reader.expect(0x00, "an empty result list");
  return undefined;
}

export function decodeExternType(reader: Reader): ExternTypeDef {
  const at = reader.offset;
  const sort = reader.byte("the sort of an import or export");
  switch (sort) {
    case 0x00:
      reader.expect(0x11, "the sort core module");
      return { kind: "core module", type: reader.u32("a core type index") as CoreTypeIdx };
    case 0x01:
      return { kind: "func", type: decodeTypeIdx(reader) };
    case 0x02:
      return {
        kind: "value",
        bound: reader.flag("a value bound") ? { type: decodeValType(reader) } : { eq: reader.u32("a value index") },
      };
    case 0x03:
      return reader.flag("a type bound") ? { kind: "type" } : { kind: "type", eq: decodeTypeIdx(reader) };
    case 0x04:
      return { kind: "component", type: decodeTypeIdx(reader) };
    case 0x05:
      return { kind: "instance", type: decodeTypeIdx(reader) };
    default:
      return reader.fail(`Expected the sort of an import or export, found 0x${hex(sort)}`, at);
  }
}

function decodeInstanceDeclaration(reader: Reader, depth: number): Declaration {
  if (reader.bytes[reader.offset] === IMPORT)
    reader.fail("Expected a declaration of an instance type, found an import");
  return decodeDeclaration(reader, depth);
}

const IMPORT = 0x03;

function decodeDeclaration(reader: Reader, depth: number): Declaration {
  const offset = reader.offset;
  const opcode = reader.byte("a declaration");
  switch (opcode) {
    case 0x00:
      return { offset, kind: "core type", type: decodeCoreType(reader) };
    case 0x01:
      return { offset, kind: "type", type: decodeType(reader, depth) };
    case 0x02:
      return { offset, kind: "alias", alias: decodeAlias(reader) };
    case IMPORT:
      return { offset, kind: "import", name: decodeExternName(reader), type: decodeExternType(reader) };
    case 0x04:
      return { offset, kind: "export", name: decodeExternName(reader), type: decodeExternType(reader) };
    default:
      return reader.fail(`Expected a declaration, found 0x${hex(opcode)}`, offset);
  }
}

function decodeSignature(reader: Reader): { params: LabelValType[]; result?: ValTypeRef } {
  const params = reader.vec("parameters", decodeLabelValType);
  const result = decodeResultList(reader);
  return result === undefined ? { params } : { params, result };
}

function decodeElement(reader: Reader): { element?: ValTypeRef } {
  const element = reader.optional("the presence of an element type", decodeValType);
  return element === undefined ? {} : { element };
}

function decodeCase(reader: Reader): { label: string; type?: ValTypeRef } {
  const label = decodeLabel(reader);
  const type = reader.optional("the presence of a case type", decodeValType);
  reader.expect(0x00, "the end of a case");
  return type === undefined ? { label } : { label, type };
}

function decodeLabelValType(reader: Reader): LabelValType {
  return { label: decodeLabel(reader), type: decodeValType(reader) };
}

function decodeLabel(reader: Reader): string {
  return reader.name("a label");
}

function decodeTypeIdx(reader: Reader): TypeIdx {
  return reader.u32("a type index") as TypeIdx;
}

function decodeFixedLength(reader: Reader): number {
  const at = reader.offset;
  const length = reader.u32("a list's length");
  if (length === 0) reader.fail("Expected a list's length greater than 0, found 0", at);
  return length;
}

/** Source: Binary.md, `flags`: 1 to 32 labels. */
function decodeFlagLabels(reader: Reader): string[] {
  const at = reader.offset;
  const labels = reader.vec("flag labels", decodeLabel);
  if (labels.length === 0 || labels.length > 32) reader.fail(`Expected 1 to 32 flags, found ${labels.length}`, at);
  return labels;
}

function nonEmpty<T>(reader: Reader, items: T[], what: string): T[] {
  if (items.length === 0) reader.fail(`Expected at least one of ${what}, found none`);
  return items;
}
