/** Sorts of definitions. Source: Binary.md, "Instance Definitions". */
import type { CoreSort } from "../types.ts";
import type { CoreSortIdx, Sort, SortIdx } from "./model.ts";
import { hex, type Reader } from "./reader.ts";

const CORE_SORTS: Readonly<Record<number, CoreSort>> = {
  0x00: "func",
  0x01: "table",
  0x02: "memory",
  0x03: "global",
  0x04: "tag",
  0x10: "type",
  0x11: "module",
  0x12: "instance",
};

const SORTS: Readonly<Record<number, Sort>> = {
  0x01: "func",
  0x02: "value",
  0x03: "type",
  0x04: "component",
  0x05: "instance",
};

export function decodeCoreSort(reader: Reader): CoreSort {
  const at = reader.offset;
  const opcode = reader.byte("a core sort");
  return CORE_SORTS[opcode] ?? reader.fail(`Expected a core sort, found 0x${hex(opcode)}`, at);
}

export function decodeSort(reader: Reader): Sort {
  const at = reader.offset;
  const opcode = reader.byte("a sort");
  if (opcode === 0x00) return `core ${decodeCoreSort(reader)}`;
  return SORTS[opcode] ?? reader.fail(`Expected a sort, found 0x${hex(opcode)}`, at);
}

export function decodeCoreSortIdx(reader: Reader): CoreSortIdx {
  const sort = decodeCoreSort(reader);
  return { sort, index: reader.u32(`a core ${sort} index`) };
}

export function decodeSortIdx(reader: Reader): SortIdx {
  const sort = decodeSort(reader);
  return { sort, index: reader.u32(`a ${sort} index`) };
}
