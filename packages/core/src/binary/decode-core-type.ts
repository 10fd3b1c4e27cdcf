/**
 * Core types as a component may define them: function types and module types are kept, the rest of the core type grammar is
 * stepped over with its syntax checked. Source: Binary.md, `core:deftype`; Core specification 3.0, "Types".
 */
import type { CoreSort } from "../types.ts";
import { decodeCoreSort } from "./decode-sort.ts";
import type { CoreTypeDef, CoreTypeIdx, CoreValType, ModuleDeclaration } from "./model.ts";
import { hex, type Reader } from "./reader.ts";

const NUMBERS: Readonly<Record<number, CoreValType>> = {
  0x7f: "i32",
  0x7e: "i64",
  0x7d: "f32",
  0x7c: "f64",
  0x7b: "v128",
};

const FUNC = 0x60;
const STRUCT = 0x5f;
const ARRAY = 0x5e;
const CONT = 0x5d;
const SUB = 0x50;
const SUB_FINAL = 0x4f;
const REC = 0x4e;
const MODULE = 0x50;

export function decodeCoreType(reader: Reader): CoreTypeDef {
  const at = reader.offset;
  const opcode = reader.byte("a core type");
  if (opcode === MODULE) {
    return { kind: "module", declarations: reader.vec("module declarations", decodeModuleDeclaration) };
  }
  // 0x00 0x50 is a non-final sub type: the prefix tells it from a module type.
  if (opcode === 0x00) {
    reader.expect(SUB, "a sub type");
    return decodeSubType(reader);
  }
  return decodeRecType(reader, opcode, at);
}

export function decodeCoreValType(reader: Reader): CoreValType {
  const at = reader.offset;
  const opcode = reader.byte("a core value type");
  const number = NUMBERS[opcode];
  if (number !== undefined) return number;
  if (opcode === 0x63 || opcode === 0x64) {
    reader.s33("a heap type");
    return "ref";
  }
  if (opcode >= 0x68 && opcode <= 0x75) return "ref";
  return reader.fail(`Expected a core value type, found 0x${hex(opcode)}`, at);
}

function decodeRecType(reader: Reader, opcode: number, at: number): CoreTypeDef {
  if (opcode === REC) {
    const group = reader.vec("types of a recursion group", (each) => {
      const start = each.offset;
      return decodeSubOrComposite(each, each.byte("a sub type"), start);
    });
    return { kind: "other", count: group.length };
  }
  return decodeSubOrComposite(reader, opcode, at);
}

function decodeSubOrComposite(reader: Reader, opcode: number, at: number): CoreTypeDef {
  if (opcode === SUB || opcode === SUB_FINAL) return decodeSubType(reader);
  return decodeCompositeType(reader, opcode, at);
}

function decodeSubType(reader: Reader): CoreTypeDef {
  reader.vec("supertypes", (each) => each.u32("a supertype's index"));
  const at = reader.offset;
  return decodeCompositeType(reader, reader.byte("a composite type"), at);
}

function decodeCompositeType(reader: Reader, opcode: number, at: number): CoreTypeDef {
  switch (opcode) {
    case FUNC:
      return {
        kind: "func",
        params: reader.vec("core parameters", decodeCoreValType),
        results: reader.vec("core results", decodeCoreValType),
      };
    case STRUCT:
      reader.vec("struct fields", skipFieldType);
      return { kind: "other", count: 1 };
    case ARRAY:
      skipFieldType(reader);
      return { kind: "other", count: 1 };
    case CONT:
      reader.s33("a function type's index");
      return { kind: "other", count: 1 };
    default:
      return reader.fail(`Expected a core type, found 0x${hex(opcode)}`, at);
  }
}

function skipFieldType(reader: Reader): void {
  const packed = reader.bytes[reader.offset];
  if (packed === 0x78 || packed === 0x77) reader.offset++;
  else decodeCoreValType(reader);
  reader.flag("a field's mutability");
}

function decodeModuleDeclaration(reader: Reader): ModuleDeclaration {
  const at = reader.offset;
  const opcode = reader.byte("a module declaration");
  switch (opcode) {
    case 0x00:
      return {
        kind: "import",
        module: reader.name("an import's module"),
        name: reader.name("an import's name"),
        sort: decodeCoreExternType(reader),
      };
    case 0x01:
      // Looked at before it is read, so that no input can make this recurse.
      if (reader.bytes[reader.offset] === MODULE) reader.fail("Expected a core type other than a module type", at);
      return { kind: "type", type: decodeCoreType(reader) };
    case 0x02:
      reader.expect(0x10, "the sort type");
      reader.expect(0x01, "an outer alias");
      return {
        kind: "outer alias",
        count: reader.u32("an outer alias count"),
        index: reader.u32("a core type index") as CoreTypeIdx,
      };
    case 0x03:
      return { kind: "export", name: reader.name("an export's name"), sort: decodeCoreExternType(reader) };
    default:
      return reader.fail(`Expected a module declaration, found 0x${hex(opcode)}`, at);
  }
}

/** Steps over a core extern type and tells its sort; V8 checks the rest when the module is linked. */
function decodeCoreExternType(reader: Reader): CoreSort {
  const at = reader.offset;
  const sort = decodeCoreSort(reader);
  switch (sort) {
    case "func":
      reader.u32("a core type index");
      return sort;
    case "table":
      decodeCoreValType(reader);
      skipLimits(reader);
      return sort;
    case "memory":
      skipLimits(reader);
      return sort;
    case "global":
      decodeCoreValType(reader);
      reader.flag("a global's mutability");
      return sort;
    case "tag":
      reader.expect(0x00, "a tag's attribute");
      reader.u32("a core type index");
      return sort;
    default:
      return reader.fail(`Expected a func, table, memory, global or tag, found the sort ${sort}`, at);
  }
}

function skipLimits(reader: Reader): void {
  const at = reader.offset;
  const flags = reader.byte("limits");
  if (flags > 0x0f) reader.fail(`Expected limits, found 0x${hex(flags)}`, at);
  reader.u64("a minimum");
  if (flags & 1) reader.u64("a maximum");
  if (flags & 8) reader.u32("a page size");
}
