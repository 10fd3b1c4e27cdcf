/**
 * How large a shape is when it is written out, and how deep. Shapes share their parts, so a few hundred bytes can describe an instance of
 * 2^27 exports; whoever walks one would not come to an end.
 */
import { MAX_DEFINITIONS, MAX_INSTANCE_DEPTH } from "../link/limits.ts";
import { type AnyType, type ComponentShape, type Entities, type InstanceShape, withArticle } from "./shape.ts";

interface Extent {
  readonly size: number;
  readonly depth: number;
}

const ITEM: Extent = { size: 1, depth: 0 };

export class ShapeSizes {
  readonly #known = new WeakMap<InstanceShape | ComponentShape, Extent>();

  /** What is wrong with the shape, if it is too large. Shapes are made after their parts, so nothing here recurses far. */
  problem(shape: InstanceShape | ComponentShape): string | undefined {
    const { size, depth } = this.#of(shape);
    if (size > MAX_DEFINITIONS)
      return `Expected ${withArticle(shape.kind)} of at most ${MAX_DEFINITIONS} imports and exports, found one of more`;
    if (depth > MAX_INSTANCE_DEPTH)
      return `Expected instances nested at most ${MAX_INSTANCE_DEPTH} deep, found them deeper`;
    return undefined;
  }

  #of(type: AnyType): Extent {
    if (type.kind !== "instance type" && type.kind !== "component type") return ITEM;
    const known = this.#known.get(type);
    if (known !== undefined) return known;
    const parts = type.kind === "instance type" ? [type.exports] : [type.imports, type.exports];
    const extent = this.#sum(parts);
    this.#known.set(type, extent);
    return extent;
  }

  #sum(parts: readonly Entities[]): Extent {
    let size = 1;
    let depth = 0;
    for (const entities of parts) {
      for (const entity of entities.values()) {
        const inner = entity.sort === "core module" ? ITEM : this.#of(entity.type);
        size += inner.size;
        depth = Math.max(depth, inner.depth);
      }
    }
    return { size, depth: depth + 1 };
  }
}
