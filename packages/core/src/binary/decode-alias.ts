/** Aliases. Source: Binary.md, "Alias Definitions". */

import type { CoreSort } from "../types.ts";
import { decodeSort } from "./decode-sort.ts";
import type { Alias, CoreInstanceIdx, InstanceIdx, Sort } from "./model.ts";
import { hex, type Reader } from "./reader.ts";

/** The sorts an outer alias may name: those that hold no state. */
const OUTER: ReadonlySet<Sort> = new Set<Sort>(["type", "component", "core module", "core type"]);

export function decodeAlias(reader: Reader): Alias {
  const sortAt = reader.offset;
  const sort = decodeSort(reader);
  const at = reader.offset;
  const target = reader.byte("an alias target");
  switch (target) {
    case 0x00:
      return {
        kind: "export",
        sort,
        instance: reader.u32("an instance index") as InstanceIdx,
        name: reader.name("an export name"),
      };
    case 0x01:
      return {
        kind: "core export",
        sort:
          coreSortOf(sort) ?? reader.fail(`Expected a core sort in an alias of a core export, found ${sort}`, sortAt),
        instance: reader.u32("a core instance index") as CoreInstanceIdx,
        name: reader.name("an export name"),
      };
    case 0x02:
      if (!OUTER.has(sort))
        reader.fail(`Expected a type, component or core module in an outer alias, found ${sort}`, sortAt);
      return { kind: "outer", sort, count: reader.u32("an outer alias count"), index: reader.u32(`a ${sort} index`) };
    default:
      return reader.fail(`Expected an alias target (0x00 to 0x02), found 0x${hex(target)}`, at);
  }
}

function coreSortOf(sort: Sort): CoreSort | undefined {
  return sort.startsWith("core ") ? (sort.slice("core ".length) as CoreSort) : undefined;
}
