/**
 * Numbers for defined core types, the same for equal ones: types of different modules are equal when their recursion groups are, with the
 * group's own members named by position. Source: Core specification 3.0, "Recursive Types", "Rolling and Unrolling".
 */
import type { CoreRefType, CoreValType } from "../binary/model.ts";
import type { CoreValText } from "./core-type.ts";

export class CoreTypeNames {
  readonly #byText = new Map<string, number>();

  /** The number of a type with that text; what it refers to is spelled by number in it. */
  number(text: string): number {
    const known = this.#byText.get(text);
    if (known !== undefined) return known;
    const number = this.#byText.size;
    this.#byText.set(text, number);
    return number;
  }

  /** A type that equals no other. */
  opaque(): number {
    return this.number(`opaque ${this.#byText.size}`);
  }
}

type ValType = CoreValType | { readonly nullable: boolean; readonly heap: string | number };

/** @param numberAt the number of the type at an index of the type index space */
export function valText(type: ValType, numberAt: (index: number) => number | string): CoreValText {
  return typeof type === "string" ? type : refText(type, numberAt);
}

function refText(
  { nullable, heap }: CoreRefType | Exclude<ValType, string>,
  numberAt: (index: number) => number | string,
): string {
  return `(ref ${nullable ? "null " : ""}${typeof heap === "number" ? numberAt(heap) : heap})`;
}
