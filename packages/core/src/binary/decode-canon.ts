/** Canonical definitions and their options. Source: Binary.md, "Canonical Definitions". */

import { decodeCoreValType } from "./decode-core-type.ts";
import { decodeResultList } from "./decode-type.ts";
import type {
  CancellableBuiltin,
  Canon,
  CanonOptions,
  CoreFuncIdx,
  CoreMemoryIdx,
  CoreTableIdx,
  CoreTypeIdx,
  FuncIdx,
  PlainBuiltin,
  TypeIdx,
} from "./model.ts";
import { hex, type Reader } from "./reader.ts";

const DECODERS: Readonly<Record<number, (reader: Reader) => Canon>> = {
  0x00: (r) => {
    r.expect(0x00, "the sort func");
    const func = r.u32("a core function index") as CoreFuncIdx;
    const options = decodeOptions(r);
    return { kind: "lift", func, options, type: typeIdx(r) };
  },
  0x01: (r) => {
    r.expect(0x00, "the sort func");
    return { kind: "lower", func: r.u32("a function index") as FuncIdx, options: decodeOptions(r) };
  },
  0x02: (r) => ({ kind: "resource.new", resource: typeIdx(r) }),
  0x03: (r) => ({ kind: "resource.drop", resource: typeIdx(r) }),
  0x04: (r) => ({ kind: "resource.rep", resource: typeIdx(r) }),
  0x05: plain("task.cancel"),
  0x06: (r) => ({ kind: "subtask.cancel", async: r.flag("an async flag") }),
  0x09: (r) => {
    const result = decodeResultList(r);
    return { kind: "task.return", ...(result !== undefined && { result }), options: decodeOptions(r) };
  },
  0x0a: (r) => ({ kind: "context.get", type: decodeCoreValType(r), index: r.u32("a context slot") }),
  0x0b: (r) => ({ kind: "context.set", type: decodeCoreValType(r), index: r.u32("a context slot") }),
  0x0c: cancellable("thread.yield"),
  0x0d: plain("subtask.drop"),
  0x0e: (r) => ({ kind: "stream.new", type: typeIdx(r) }),
  0x0f: (r) => ({ kind: "stream.read", type: typeIdx(r), options: decodeOptions(r) }),
  0x10: (r) => ({ kind: "stream.write", type: typeIdx(r), options: decodeOptions(r) }),
  0x11: (r) => ({ kind: "stream.cancel-read", type: typeIdx(r), async: r.flag("an async flag") }),
  0x12: (r) => ({ kind: "stream.cancel-write", type: typeIdx(r), async: r.flag("an async flag") }),
  0x13: (r) => ({ kind: "stream.drop-readable", type: typeIdx(r) }),
  0x14: (r) => ({ kind: "stream.drop-writable", type: typeIdx(r) }),
  0x15: (r) => ({ kind: "future.new", type: typeIdx(r) }),
  0x16: (r) => ({ kind: "future.read", type: typeIdx(r), options: decodeOptions(r) }),
  0x17: (r) => ({ kind: "future.write", type: typeIdx(r), options: decodeOptions(r) }),
  0x18: (r) => ({ kind: "future.cancel-read", type: typeIdx(r), async: r.flag("an async flag") }),
  0x19: (r) => ({ kind: "future.cancel-write", type: typeIdx(r), async: r.flag("an async flag") }),
  0x1a: (r) => ({ kind: "future.drop-readable", type: typeIdx(r) }),
  0x1b: (r) => ({ kind: "future.drop-writable", type: typeIdx(r) }),
  0x1c: (r) => ({ kind: "error-context.new", options: decodeOptions(r) }),
  0x1d: (r) => ({ kind: "error-context.debug-message", options: decodeOptions(r) }),
  0x1e: plain("error-context.drop"),
  0x1f: plain("waitable-set.new"),
  0x20: (r) => ({ kind: "waitable-set.wait", cancellable: r.flag("a cancel flag"), memory: memoryIdx(r) }),
  0x21: (r) => ({ kind: "waitable-set.poll", cancellable: r.flag("a cancel flag"), memory: memoryIdx(r) }),
  0x22: plain("waitable-set.drop"),
  0x23: plain("waitable.join"),
  0x24: plain("backpressure.inc"),
  0x25: plain("backpressure.dec"),
  0x26: plain("thread.index"),
  0x27: (r) => ({
    kind: "thread.new-indirect",
    type: coreTypeIdx(r),
    table: r.u32("a core table index") as CoreTableIdx,
  }),
  0x28: plain("thread.resume-later"),
  0x29: cancellable("thread.suspend"),
  0x2a: cancellable("thread.suspend-then-resume"),
  0x2b: cancellable("thread.yield-then-resume"),
  0x2c: cancellable("thread.suspend-then-promote"),
  0x2d: cancellable("thread.yield-then-promote"),
  0x40: (r) => ({ kind: "thread.spawn-ref", shared: r.flag("a shared flag"), type: coreTypeIdx(r) }),
  0x41: (r) => ({
    kind: "thread.spawn-indirect",
    shared: r.flag("a shared flag"),
    type: coreTypeIdx(r),
    table: r.u32("a core table index") as CoreTableIdx,
  }),
  0x42: (r) => ({ kind: "thread.available-parallelism", shared: r.flag("a shared flag") }),
};

export function decodeCanon(reader: Reader): Canon {
  const at = reader.offset;
  const opcode = reader.byte("a canonical definition");
  const decode = DECODERS[opcode];
  if (decode === undefined)
    reader.fail(`Expected a canonical definition, found the unknown opcode 0x${hex(opcode)}`, at);
  return decode(reader);
}

type Option = { -readonly [K in keyof CanonOptions]?: CanonOptions[K] };

const OPTIONS: Readonly<Record<number, (reader: Reader) => Option>> = {
  0x00: () => ({ encoding: "utf8" }),
  0x01: () => ({ encoding: "utf16" }),
  0x02: () => ({ encoding: "latin1+utf16" }),
  0x03: (r) => ({ memory: memoryIdx(r) }),
  0x04: (r) => ({ realloc: r.u32("a realloc function's index") as CoreFuncIdx }),
  0x05: (r) => ({ postReturn: r.u32("a post-return function's index") as CoreFuncIdx }),
  0x06: () => ({ async: true }),
  0x07: (r) => ({ callback: r.u32("a callback's index") as CoreFuncIdx }),
};

function decodeOptions(reader: Reader): CanonOptions {
  const options: Option = {};
  reader.vec("canonical options", (each) => {
    const at = each.offset;
    const opcode = each.byte("a canonical option");
    const option = OPTIONS[opcode]?.(each) ?? each.fail(`Expected a canonical option, found 0x${hex(opcode)}`, at);
    for (const key of Object.keys(option)) {
      if (key in options) each.fail(`Expected the canonical option ${key} once, found it twice`, at);
    }
    Object.assign(options, option);
  });
  return { encoding: "utf8", async: false, ...options };
}

function typeIdx(reader: Reader): TypeIdx {
  return reader.u32("a type index") as TypeIdx;
}

function coreTypeIdx(reader: Reader): CoreTypeIdx {
  return reader.u32("a core type index") as CoreTypeIdx;
}

function memoryIdx(reader: Reader): CoreMemoryIdx {
  return reader.u32("a core memory index") as CoreMemoryIdx;
}

function plain(kind: PlainBuiltin): () => Canon {
  return () => ({ kind });
}

function cancellable(kind: CancellableBuiltin): (reader: Reader) => Canon {
  return (reader) => ({ kind, cancellable: reader.flag("a cancel flag") });
}
