/**
 * Arguments for each function of `weft:values/values`: the edges of every type, and a few ordinary values.
 *
 * The functions named `of…` return what they are given; `transformed` says what the others return.
 */

type Calls = readonly (readonly unknown[])[];

const each = (...values: readonly unknown[]): Calls => values.map((value) => [value]);

const TEXTS = [
  "",
  "a",
  "plain ASCII, longer than sixty-four characters, so that another path through the encoder is taken",
  "déjà vu",
  "ÿ",
  "Ω",
  "日本語のテキスト",
  "😀 beyond the basic plane 🧵",
  "\0 inside \0",
  "\u{10ffff}\uffff\u{10000}",
  "é".repeat(5000),
  "ab€".repeat(4000),
];
const CHARS = ["a", "\0", "é", "€", "\ud7ff", "\ue000", "\uffff", "😀", "\u{10ffff}"];
const F32 = [0, -0, 1.5, -1, 2 ** -149, 2 ** 127, Infinity, -Infinity, NaN];
const F64 = [0, -0, Math.PI, -1e300, Number.MIN_VALUE, Number.MAX_VALUE, Infinity, -Infinity, NaN];
const U64 = [0n, 1n, 2n ** 32n, 2n ** 63n, 2n ** 64n - 1n];
const S64 = [0n, -1n, 2n ** 63n - 1n, -(2n ** 63n)];

const point = { x: 1.5, y: -0 };
const permissions = { a: true, b: false, c: true, d: false, e: false, f: false, g: false, h: true };
const person = {
  givenName: "Ada",
  age: 36,
  tags: ["mathematics", "", "écriture"],
  home: point,
  favouriteColor: "green",
  permissions,
};
const stranger = { ...person, givenName: "", age: undefined, tags: [] };
const padded = { a: 255, b: 2n ** 64n - 1n, c: 65535, d: 1, e: "😀", f: true, g: 0.5, h: -128, i: 7n, j: -32768 };
const sparse = { a: 0, b: 0n, c: 0, d: 0, e: "\0", f: false, g: 0, h: 0, i: undefined, j: 0 };
const large = {
  a: 1,
  b: -2,
  c: 3,
  d: -4,
  e: 5,
  f: -6,
  g: 7n,
  h: -8n,
  i: 9.5,
  j: 10.25,
  k: true,
  l: "l",
  m: "thirteen",
  n: Uint8Array.of(14, 15),
  o: 16,
};

const ok = (val: unknown) => ({ tag: "ok", val });
const err = (val: unknown) => ({ tag: "err", val });
const some = (val: unknown) => ({ tag: "some", val });
const none = { tag: "none" };

const mixed = [
  { tag: "nothing" },
  { tag: "byte", val: 200 },
  { tag: "float", val: 0.25 },
  { tag: "long", val: -(2n ** 62n) },
  { tag: "double", val: Math.E },
  { tag: "text", val: "naïve" },
  { tag: "pair", val: [9, -0.5] },
  { tag: "person", val: person },
  { tag: "outcome", val: ok(3) },
  { tag: "outcome", val: err("no") },
  { tag: "numbers", val: Uint32Array.of(0, 2 ** 32 - 1) },
];

const letters = (count: number): string[] =>
  Array.from({ length: count }, (_, i) =>
    i < 26 ? String.fromCharCode(97 + i) : String.fromCharCode(71 + i).repeat(2),
  );

/** Flags `a`, `b`, … of which those are set whose index `isSet`. */
const flags = (count: number, isSet: (index: number) => boolean): Record<string, boolean> =>
  Object.fromEntries(letters(count).map((name, index) => [name, isSet(index)]));

const flagCalls = (count: number): Calls =>
  each(
    flags(count, () => false),
    flags(count, () => true),
    flags(count, (i) => i % 2 === 0),
    flags(count, (i) => i === count - 1),
  );

const bytes = Uint8Array.from({ length: 300 }, (_, i) => i);
const sixteen = Array.from({ length: 16 }, (_, i) => 15 * i);

export const samples: Readonly<Record<string, Calls>> = {
  ofBool: each(true, false),
  ofU8: each(0, 1, 255),
  ofS8: each(0, -1, 127, -128),
  ofU16: each(0, 65535),
  ofS16: each(32767, -32768),
  ofU32: each(0, 2 ** 31, 2 ** 32 - 1),
  ofS32: each(2 ** 31 - 1, -(2 ** 31)),
  ofU64: each(...U64),
  ofS64: each(...S64),
  ofF32: each(...F32),
  ofF64: each(...F64),
  ofChar: each(...CHARS),
  ofString: each(...TEXTS),

  ofListU8: each(Uint8Array.of(), bytes),
  ofListS8: each(Int8Array.of(-128, 127)),
  ofListU16: each(Uint16Array.of(), Uint16Array.of(0, 65535)),
  ofListS16: each(Int16Array.of(-32768, 32767)),
  ofListU32: each(Uint32Array.of(0, 2 ** 32 - 1)),
  ofListS32: each(Int32Array.of(-(2 ** 31), 2 ** 31 - 1)),
  ofListU64: each(BigUint64Array.from(U64), new BigUint64Array(0)),
  ofListS64: each(BigInt64Array.from(S64)),
  ofListF32: each(Float32Array.from(F32)),
  ofListF64: each(Float64Array.from(F64)),
  ofListBool: each([], [true, false, true]),
  ofListChar: each([], CHARS),
  ofListString: each([], TEXTS),
  ofListPoint: each([], [point, { x: NaN, y: Infinity }]),
  ofListPerson: each([], [person, stranger, person]),
  ofListMixed: each([], mixed),
  ofListColor: each([], ["blue", "red", "green"]),
  ofListEight: each([], [permissions, flags(8, () => true)]),
  ofListPadded: each([], [padded, sparse, padded]),
  ofListListU8: each([], [Uint8Array.of(), bytes, Uint8Array.of(7)]),
  ofListOptionU32: each([], [1, undefined, 0]),
  ofListResult: each([ok(1), err("two"), ok(3)]),
  ofListTuple: each([], [[1, 2n ** 63n]]),

  ofPoint: each(point),
  ofPadded: each(padded, sparse),
  ofPerson: each(person, stranger),
  ofLarge: each(large),
  ofTupleU64: each([5n]),
  ofTuple: each([1, "two", 3.5]),
  ofTupleNested: each([[-1, -(2n ** 63n)], [0.5], "end"], [[0, 0n], [0], undefined]),

  ofOptionU32: each(undefined, 0, 7),
  ofOptionString: each(undefined, "", "text"),
  ofOptionOptionU32: each(none, some(undefined), some(0)),
  ofOptionOptionString: each(none, some(undefined), some("text")),
  ofOptionResult: each(undefined, ok(1), err("x")),
  ofOptionList: each(undefined, Uint16Array.of(), Uint16Array.of(1, 2)),

  ofResult: each(ok(4), err("it failed")),
  ofResultNoOk: each(ok(undefined), err("it failed")),
  ofResultNoError: each(ok(0.5), err(undefined)),
  ofResultEmpty: each(ok(undefined), err(undefined)),
  ofResultColor: each(ok("fine"), err("blue")),
  ofResultVariant: each(ok(bytes), ...mixed.map(err)),
  ofResultNested: each(ok(undefined), ok("x"), err(ok(1)), err(err(-1n))),
  ofTupleResult: each([ok(1), err(undefined)], [err("x"), ok(undefined)]),

  ofIntOrFloat: each({ tag: "int", val: 2 ** 32 - 1 }, { tag: "float", val: -0.5 }, { tag: "float", val: NaN }),
  ofIntOrLong: each({ tag: "int", val: -1 }, { tag: "long", val: -(2n ** 63n) }),
  ofIntOrDouble: each({ tag: "int", val: 255 }, { tag: "double", val: Math.PI }),
  ofFloatOrLong: each({ tag: "float", val: 1.5 }, { tag: "long", val: 2n ** 64n - 1n }),
  ofFloatOrDouble: each({ tag: "float", val: -1.5 }, { tag: "double", val: 1e300 }),
  ofLongOrDouble: each({ tag: "long", val: -7n }, { tag: "double", val: -0 }),
  ofTextOrDouble: each({ tag: "text", val: "text" }, { tag: "text", val: "" }, { tag: "double", val: 0.1 }),
  ofMixed: each(...mixed),
  ofColor: each("red", "green", "blue"),
  ofMany: each("c0", "c255", "c256"),
  ofOne: flagCalls(1),
  ofEight: flagCalls(8),
  ofNine: flagCalls(9),
  ofSixteen: flagCalls(16),
  ofSeventeen: flagCalls(17),
  ofThirtyTwo: flagCalls(32),

  nothing: [[]],
  sixteenParams: [sixteen],
  seventeenParams: [[...sixteen, "the seventeenth"]],
  reverse: each([], ["one"], ["a", "bé", "😀"]),
  swap: each(["left", 7]),
  total: each(new BigUint64Array(0), BigUint64Array.of(2n ** 63n, 2n ** 63n, 5n)),
  nextColor: each("red", "blue"),
  invert: flagCalls(32),
};

/** What a function that is not named `of…` returns. */
export const transformed: Readonly<Record<string, (args: readonly unknown[]) => unknown>> = {
  nothing: () => undefined,
  sixteenParams: (args) => Uint8Array.from(args as number[]),
  seventeenParams: (args) => [Uint8Array.from(args.slice(0, 16) as number[]), args[16]],
  reverse: ([texts]) => (texts as string[]).toReversed(),
  swap: ([pair]) => (pair as unknown[]).toReversed(),
  total: ([numbers]) =>
    BigInt.asUintN(
      64,
      (numbers as BigUint64Array).reduce((sum, n) => sum + n, 0n),
    ),
  nextColor: ([color]) => (color === "red" ? "green" : "red"),
  invert: ([set]) => Object.fromEntries(Object.entries(set as object).map(([name, on]) => [name, !on])),
};
