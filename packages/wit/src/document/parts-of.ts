/** The types a type is made of, one level down, in order. */

import type { FuncType, ResourceType, ValType } from "@weft/core/types";

export function partsOf(type: ValType | ResourceType | FuncType): readonly (ValType | ResourceType)[] {
  switch (type.kind) {
    case "record":
      return type.fields.map((field) => field.type);
    case "variant":
      return type.cases.flatMap((each) => each.type ?? []);
    case "list":
      return [type.element];
    case "tuple":
      return type.types;
    case "map":
      return [type.key, type.value];
    case "option":
      return [type.type];
    case "result":
      return [type.ok ?? [], type.err ?? []].flat();
    case "own":
    case "borrow":
      return [type.resource];
    case "stream":
    case "future":
      return type.element === undefined ? [] : [type.element];
    case "func":
      return [...type.params.map((param) => param.type), type.result ?? []].flat();
    default:
      return [];
  }
}
