/**
 * Handles. To the host a resource is an object: its own, or one that wraps what a guest defined. Between guests it is a bare
 * representation. Source: CanonicalABI.md, `lift_own`, `lift_borrow`, `lower_own`, `lower_borrow`.
 */
import type { HandleType } from "../types.ts";
import type { Context } from "./component-code.ts";

/** The expression for the value of the handle with index `index`. */
export function liftHandle(cx: Context, type: HandleType, index: string): string {
  const { name, definedBy } = cx.code.resource(type.resource);
  const isGuests = definedBy !== undefined && !cx.raw;
  if (type.kind === "own") {
    const rep = `liftOwn(i${cx.instance}, ${index}, ${name})`;
    return isGuests ? `wrapOwn(${name}, ${rep})` : rep;
  }
  const rep = `liftBorrow(i${cx.instance}, ${index}, ${name}, lenders)`;
  return isGuests ? `wrapBorrow(${name}, ${rep}, lenders)` : rep;
}

/** The expression for the index of a new handle to `value`; a borrow by the component that defined the type is the bare rep. */
export function lowerHandle(cx: Context, type: HandleType, value: string): string {
  const { name, definedBy } = cx.code.resource(type.resource);
  if (type.kind === "own") {
    const rep = cx.raw
      ? value
      : definedBy === undefined
        ? `hostRep(${name}, ${value})`
        : `takeRep(${name}, ${value}, given)`;
    return `lowerOwn(i${cx.instance}, ${name}, ${rep}${cx.raw ? "" : ", given"})`;
  }
  const rep = cx.raw ? value : definedBy === undefined ? `hostRep(${name}, ${value})` : `peekRep(${name}, ${value})`;
  return definedBy === cx.instance
    ? rep
    : `lowerBorrow(i${cx.instance}, ${name}, ${rep}, scope${cx.raw ? "" : ", given"})`;
}
