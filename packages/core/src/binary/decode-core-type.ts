/**
 * Core types as a component may define them: function types and module types are kept, the rest of the core type grammar is
 * stepped over with its syntax checked. Source: Binary.md, `core:deftype`; Core specification 3.0, "Types".
 */
import { decodeCoreSort } from "./decode-sort.ts";
import type {
  CoreExternType,
  CoreHeapType,
  CoreLimits,
  CoreMemoryType,
  CoreRefType,
  CoreTypeDef,
  CoreTypeIdx,
  CoreValType,
  ModuleDeclaration,
} from "./model.ts";
import { hex, type Reader } from "./reader.ts";

const NUMBERS: Readonly<Record<number, CoreValType>> = {
  0x7f: "i32",
  0x7e: "i64",
  0x7d: "f32",
  0x7c: "f64",
  0x7b: "v128",
};

const HEAP_TYPES: Readonly<Record<number, CoreHeapType>> = {
  0x75: "nocont",
  0x74: "noexn",
  0x73: "nofunc",
  0x72: "noextern",
  0x71: "none",
  0x70: "func",
  0x6f: "extern",
  0x6e: "any",
  0x6d: "eq",
  0x6c: "i31",
  0x6b: "struct",
  0x6a: "array",
  0x69: "exn",
  0x68: "cont",
};

const REF = 0x64;
const REF_NULL = 0x63;

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
  const heap = HEAP_TYPES[opcode];
  if (heap !== undefined) return { nullable: true, heap };
  if (opcode === REF || opcode === REF_NULL) return { nullable: opcode === REF_NULL, heap: decodeHeapType(reader) };
  return reader.fail(`Expected a core value type, found 0x${hex(opcode)}`, at);
}

function decodeHeapType(reader: Reader): CoreHeapType | CoreTypeIdx {
  const at = reader.offset;
  const value = reader.s33("a heap type");
  if (value >= 0) return value as CoreTypeIdx;
  const heap = reader.offset === at + 1 ? HEAP_TYPES[value & 0x7f] : undefined;
  return heap ?? reader.fail(`Expected a heap type, found 0x${hex(value & 0x7f)}`, at);
}

function decodeRefType(reader: Reader): CoreRefType {
  const at = reader.offset;
  const type = decodeCoreValType(reader);
  return typeof type === "object" ? type : reader.fail(`Expected a reference type, found ${type}`, at);
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
        type: decodeCoreExternType(reader),
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
      return { kind: "export", name: reader.name("an export's name"), type: decodeCoreExternType(reader) };
    default:
      return reader.fail(`Expected a module declaration, found 0x${hex(opcode)}`, at);
  }
}

function decodeCoreExternType(reader: Reader): CoreExternType {
  const at = reader.offset;
  const kind = decodeCoreSort(reader);
  switch (kind) {
    case "func":
      return { kind, type: decodeTypeIdx(reader) };
    case "table": {
      const element = decodeRefType(reader);
      const { shared, ...limits } = decodeLimits(reader);
      return { kind, type: { element, limits, shared } };
    }
    case "memory":
      return { kind, type: decodeLimits(reader) };
    case "global":
      return { kind, type: { type: decodeCoreValType(reader), mutable: reader.flag("a global's mutability") } };
    case "tag":
      reader.expect(0x00, "a tag's attribute");
      return { kind, type: decodeTypeIdx(reader) };
    default:
      return reader.fail(`Expected a func, table, memory, global or tag, found the sort ${kind}`, at);
  }
}

function decodeTypeIdx(reader: Reader): CoreTypeIdx {
  return reader.u32("a core type index") as CoreTypeIdx;
}

const HAS_MAX = 1;
const SHARED = 2;
const ADDRESS_64 = 4;
const HAS_PAGE_SIZE = 8;

function decodeLimits(reader: Reader): CoreMemoryType {
  const at = reader.offset;
  const flags = reader.byte("limits");
  if (flags > 0x0f) reader.fail(`Expected limits, found 0x${hex(flags)}`, at);
  const limits: CoreLimits = {
    min: reader.u64("a minimum"),
    ...((flags & HAS_MAX) !== 0 && { max: reader.u64("a maximum") }),
    address: (flags & ADDRESS_64) !== 0 ? "i64" : "i32",
  };
  const shared = (flags & SHARED) !== 0;
  return { ...limits, shared, ...((flags & HAS_PAGE_SIZE) !== 0 && { pageSizeLog2: reader.u32("a page size") }) };
}
