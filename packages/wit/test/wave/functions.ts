/** The functions that the calls in the golden files name. */

import type { FuncType } from "@weft/core/types";
import * as t from "../types.ts";

const point = t.record({ x: t.s32, y: t.s32 });
const shape = t.variant({ empty: undefined, circle: t.f64, polygon: t.list(point), err: t.string });
const counter = t.resource("counter");

export const FUNCTIONS: Readonly<Record<string, FuncType>> = {
  nullary: t.func({}),
  bool: t.func({ x: t.bool }),
  u8: t.func({ x: t.u8 }),
  u16: t.func({ x: t.u16 }),
  u32: t.func({ x: t.u32 }),
  u64: t.func({ x: t.u64 }),
  s8: t.func({ x: t.s8 }),
  s16: t.func({ x: t.s16 }),
  s32: t.func({ x: t.s32 }),
  s64: t.func({ x: t.s64 }),
  f32: t.func({ x: t.f32 }),
  f64: t.func({ x: t.f64 }),
  char: t.func({ x: t.char }),
  string: t.func({ x: t.string }),
  bytes: t.func({ x: t.list(t.u8) }),
  strings: t.func({ x: t.list(t.string) }),
  triple: t.func({ x: t.list(t.u16, 3) }),
  pair: t.func({ x: t.tuple(t.string, t.u8) }),
  map: t.func({ x: t.map(t.string, t.u32) }),
  record: t.func({ x: t.record({ "must-have": t.u8, optional: t.option(t.u8) }) }),
  options: t.func({ x: t.record({ a: t.option(t.u8), b: t.option(t.option(t.u8)) }) }),
  keywords: t.func({ x: t.record({ true: t.bool, some: t.option(t.u8), ok: t.result(), inf: t.f32 }) }),
  flags: t.func({ x: t.flags("read", "write", "HTTP-only") }),
  shape: t.func({ x: shape }),
  enum: t.func({ x: t.enumeration("ok", "not-found", "nan", "HTTP2") }),
  option: t.func({ x: t.option(t.u8) }),
  nested: t.func({ x: t.option(t.option(t.u8)) }),
  result: t.func({ x: t.result(t.u8, t.string) }),
  "result-ok": t.func({ x: t.result(t.u8) }),
  "result-err": t.func({ x: t.result(undefined, t.string) }),
  "result-none": t.func({ x: t.result() }),
  "result-option": t.func({ x: t.result(t.option(t.u8), t.result(t.u8)) }),
  "option-enum": t.func({ x: t.option(t.enumeration("some", "other")) }),
  defaults: t.func({ a: t.u8, b: t.option(t.u8), c: t.option(t.option(t.u8)) }),
  two: t.func({ left: t.string, right: t.list(point) }),
  "[method]counter.inc": t.func({ self: t.borrow(counter), by: t.u32 }),
  take: t.func({ x: t.own(counter) }),
  stream: t.func({ x: { kind: "stream", element: t.u8 } }),
  future: t.func({ x: { kind: "future" } }),
  error: t.func({ x: t.prim("error-context") }),
};
