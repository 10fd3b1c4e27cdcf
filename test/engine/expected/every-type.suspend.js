"use strict";
const { arrayLike, byteLength, f32, f64, fixedList, lowerBool, lowerChar, lowerEnum, mapEntries, mismatch, s16, s32, s64, s8, u16, u32, u64, u8, f32FromBits, f32ToBits, liftOwn, liftBorrow, lowerOwn, takeBack, endLends, wrapOwn, hostRep, peekRep, resourceNew, resourceRep, resourceDrop, loadUtf8, loadUtf16, loadLatin1OrUtf16, utf8Length, writeUtf8, trap, importFailed, errorPayload, utf16Units, writeUtf16, SHORT_ASCII, writeShortAscii, ComponentError, ComponentInstance, InstanceTree, GuestResource, Resource, Suspension, rejectionPayload, cannotWait, misaligned, outOfBounds, tooLong, badDiscriminant, borrowsLeft, liftChar, liftEnum, cannotEnter, cannotLeave, leaveFailed, instantiateCore, coreExport } = rt;

let len = 0, scope, lenders, given;
const tree = new InstanceTree();
const i0 = new ComponentInstance(tree);
const i1 = new ComponentInstance(tree, i0);
const r0 = new Resource("file", undefined, env.classes[0]);
const r1 = new Resource("counter", i0);
const h0 = env.interfaces[0]; // host
let m0, u8_0, dv_0;
function refresh_0() {
  u8_0 = new Uint8Array(m0.buffer);
  dv_0 = new DataView(m0.buffer);
}
let fn0, fn1;
let call0, call1, call2, call3, call4;
const suspension = new Suspension();
const wait = { 0: suspension.wait, 1: suspension.wait, 2: suspension.wait, 3: suspension.wait, 4: suspension.wait };
const shim = new WebAssembly.Instance(env.shim, { wait, try: { 0: t0, 1: t1, 2: t2, 3: t3, 4: t4 }, flag: { flag: suspension.flag } });

function loadString_0_Utf8(ptr, units) {
  return loadUtf8(u8_0, ptr, units);
}

// list<u8>
function loadList_0_13(ptr, length) {
  if (length * 1 > 268435455) throw trap(tooLong(length, 1));
  if (ptr + length * 1 > u8_0.length) throw trap(outOfBounds(ptr, length * 1, u8_0.length, "a list"));
  const values = u8_0.slice(ptr, ptr + length);
  return values;
}

// list<string>
function loadList_0_14(ptr, length) {
  if (length * 8 > 268435455) throw trap(tooLong(length, 8));
  if ((ptr & 3) !== 0) throw trap(misaligned(ptr, 4, "a list"));
  if (ptr + length * 8 > u8_0.length) throw trap(outOfBounds(ptr, length * 8, u8_0.length, "a list"));
  const values = new Array(length);
  for (let i = 0, p = ptr; i < length; i++, p += 8) {
    values[i] = loadString_0_Utf8(dv_0.getUint32(p, true), dv_0.getUint32(p + 4, true));
  }
  return values;
}

// list<u16, 3>
function loadFixed_0_15(ptr) {
  const length = 3;
  const values = new Uint16Array(u8_0.slice(ptr, ptr + length * 2).buffer);
  return values;
}

// tuple<u8, u64>
function load_0_16(p) {
  return [u8_0[p], dv_0.getBigUint64(p + 8, true)];
}

const names_17 = ["small","large"];

// flags { read, write, run-it }
function liftFlags_18(bits) {
  return {
    read: (bits & 0x1) !== 0,
    write: (bits & 0x2) !== 0,
    runIt: (bits & 0x4) !== 0,
  };
}

// variant { dot, circle(f32), named(string) }
function load_0_19(p) {
  const d0 = u8_0[p];
  switch (d0) {
    case 0: {
      return { tag: "dot" };
    }
    case 1: {
      return { tag: "circle", val: dv_0.getFloat32(p + 4, true) };
    }
    case 2: {
      return { tag: "named", val: loadString_0_Utf8(dv_0.getUint32(p + 4, true), dv_0.getUint32(p + 8, true)) };
    }
    default: throw trap(badDiscriminant(d0, 3, "variant { dot, circle(f32), named(string) }"));
  }
}

// option<u32>
function load_0_20(p) {
  const d0 = u8_0[p];
  switch (d0) {
    case 0: {
      return undefined;
    }
    case 1: {
      return dv_0.getUint32(p + 4, true);
    }
    default: throw trap(badDiscriminant(d0, 2, "option<u32>"));
  }
}

// option<char>
function load_0_21(p) {
  const d0 = u8_0[p];
  switch (d0) {
    case 0: {
      return undefined;
    }
    case 1: {
      return liftChar(dv_0.getUint32(p + 4, true));
    }
    default: throw trap(badDiscriminant(d0, 2, "option<char>"));
  }
}

// option<option<char>>
function load_0_22(p) {
  const d0 = u8_0[p];
  switch (d0) {
    case 0: {
      return { tag: "none" };
    }
    case 1: {
      return { tag: "some", val: load_0_21(p + 4) };
    }
    default: throw trap(badDiscriminant(d0, 2, "option<option<char>>"));
  }
}

// result<u8, string>
function load_0_23(p) {
  const d0 = u8_0[p];
  switch (d0) {
    case 0: {
      return { tag: "ok", val: u8_0[p + 4] };
    }
    case 1: {
      return { tag: "err", val: loadString_0_Utf8(dv_0.getUint32(p + 4, true), dv_0.getUint32(p + 8, true)) };
    }
    default: throw trap(badDiscriminant(d0, 2, "result<u8, string>"));
  }
}

// tuple<string, u32>
function load_0_28(p) {
  return [loadString_0_Utf8(dv_0.getUint32(p, true), dv_0.getUint32(p + 4, true)), dv_0.getUint32(p + 8, true)];
}

// map<string, u32>
function loadList_0_24(ptr, length) {
  if (length * 12 > 268435455) throw trap(tooLong(length, 12));
  if ((ptr & 3) !== 0) throw trap(misaligned(ptr, 4, "a list"));
  if (ptr + length * 12 > u8_0.length) throw trap(outOfBounds(ptr, length * 12, u8_0.length, "a list"));
  const values = new Array(length);
  for (let i = 0, p = ptr; i < length; i++, p += 12) {
    values[i] = load_0_28(p);
  }
  return new Map(values);
}

// record { a-bool: bool, a-s8: s8, a-u8: u8, a-s16: s16, a-u16: u16, a-s32: s32, … 18 more }
function load_0_25(p) {
  return {
    aBool: u8_0[p] !== 0,
    aS8: dv_0.getInt8(p + 1),
    aU8: u8_0[p + 2],
    aS16: dv_0.getInt16(p + 4, true),
    aU16: dv_0.getUint16(p + 6, true),
    aS32: dv_0.getInt32(p + 8, true),
    aU32: dv_0.getUint32(p + 12, true),
    aS64: dv_0.getBigInt64(p + 16, true),
    aU64: dv_0.getBigUint64(p + 24, true),
    anF32: dv_0.getFloat32(p + 32, true),
    anF64: dv_0.getFloat64(p + 40, true),
    aChar: liftChar(dv_0.getUint32(p + 48, true)),
    aString: loadString_0_Utf8(dv_0.getUint32(p + 52, true), dv_0.getUint32(p + 56, true)),
    bytes: loadList_0_13(dv_0.getUint32(p + 60, true), dv_0.getUint32(p + 64, true)),
    names: loadList_0_14(dv_0.getUint32(p + 68, true), dv_0.getUint32(p + 72, true)),
    three: loadFixed_0_15(p + 76),
    pair: load_0_16(p + 88),
    kind: liftEnum(names_17, u8_0[p + 104]),
    rights: liftFlags_18(u8_0[p + 105]),
    shape: load_0_19(p + 108),
    maybe: load_0_20(p + 120),
    perhaps: load_0_22(p + 128),
    outcome: load_0_23(p + 140),
    table: loadList_0_24(dv_0.getUint32(p + 152, true), dv_0.getUint32(p + 156, true)),
  };
}

function reallocate_0(old, oldSize, align, size) {
  i0.mayLeave = false;
  const ptr = fn0(old, oldSize, align, size) >>> 0;
  i0.mayLeave = tree.open;
  if (u8_0.length === 0) refresh_0();
  if ((ptr & (align - 1)) !== 0) throw trap(misaligned(ptr, align, "realloc returned"));
  if (ptr + size > u8_0.length) throw trap(outOfBounds(ptr, size, u8_0.length, "realloc returned"));
  return ptr;
}

function allocate_0(align, size) {
  return reallocate_0(0, 0, align, size);
}

function storeString_0(text) {
  if (typeof text === "string" && text.length <= SHORT_ASCII) {
    const short = allocate_0(1, text.length);
    if (writeShortAscii(text, u8_0, short)) {
      len = text.length;
      return short;
    }
    len = utf8Length(text);
    const ptr = reallocate_0(short, text.length, 1, len);
    writeUtf8(text, u8_0, ptr, len);
    return ptr;
  }
  const size = utf8Length(text);
  const ptr = allocate_0(1, size);
  writeUtf8(text, u8_0, ptr, size);
  len = size;
  return ptr;
}

// variant { dot, circle(f32), named(string) }
function store_0_19(v, p) {
  if (typeof v !== "object" || v === null) throw mismatch("variant { dot, circle(f32), named(string) }", v);
  switch (v.tag) {
    case "dot": {
      dv_0.setUint8(p, 0);
      break;
    }
    case "circle": {
      dv_0.setUint8(p, 1);
      dv_0.setFloat32(p + 4, f32(v.val), true);
      break;
    }
    case "named": {
      dv_0.setUint8(p, 2);
      const a0 = storeString_0(v.val);
      dv_0.setUint32(p + 4, a0, true);
      dv_0.setUint32(p + 8, len, true);
      break;
    }
    default: throw mismatch("variant { dot, circle(f32), named(string) }", v);
  }
}

// list<u8>
function storeList_0_13(list) {
  const values = arrayLike(list, "list<u8>");
  const length = values.length;
  const ptr = allocate_0(1, byteLength(length, 1));
  if (values instanceof Uint8Array) {
    u8_0.set(values, ptr);
  } else {
    for (let i = 0, p = ptr; i < length; i++, p += 1) {
      dv_0.setUint8(p, u8(values[i]));
    }
  }
  len = length;
  return ptr;
}

// list<string>
function storeList_0_14(list) {
  const values = arrayLike(list, "list<string>");
  const length = values.length;
  const ptr = allocate_0(4, byteLength(length, 8));
  for (let i = 0, p = ptr; i < length; i++, p += 8) {
    const a0 = storeString_0(values[i]);
    dv_0.setUint32(p, a0, true);
    dv_0.setUint32(p + 4, len, true);
  }
  len = length;
  return ptr;
}

// list<u16, 3>
function storeFixed_0_15(list, ptr) {
  const values = fixedList(list, 3, "list<u16, 3>");
  const length = 3;
  if (values instanceof Uint16Array) {
    u8_0.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), ptr);
  } else {
    for (let i = 0, p = ptr; i < length; i++, p += 2) {
      dv_0.setUint16(p, u16(values[i]), true);
    }
  }
}

// tuple<u8, u64>
function store_0_16(v, p) {
  if (!Array.isArray(v) || v.length !== 2) throw mismatch("tuple<u8, u64>", v);
  dv_0.setUint8(p, u8(v[0]));
  dv_0.setBigUint64(p + 8, u64(v[1]), true);
}

const indices_17 = new Map([["small", 0], ["large", 1]]);

// flags { read, write, run-it }
function lowerFlags_18(v) {
  if (typeof v !== "object" || v === null) throw mismatch("flags { read, write, run-it }", v);
  let bits = 0;
  if (v.read) bits |= 0x1;
  if (v.write) bits |= 0x2;
  if (v.runIt) bits |= 0x4;
  return bits >>> 0;
}

// option<u32>
function store_0_20(v, p) {
  if (v === undefined || v === null) {
    dv_0.setUint8(p, 0);
  } else {
    dv_0.setUint8(p, 1);
    dv_0.setUint32(p + 4, u32(v), true);
  }
}

// option<char>
function store_0_21(v, p) {
  if (v === undefined || v === null) {
    dv_0.setUint8(p, 0);
  } else {
    dv_0.setUint8(p, 1);
    dv_0.setUint32(p + 4, lowerChar(v), true);
  }
}

// option<option<char>>
function store_0_22(v, p) {
  if (typeof v !== "object" || v === null) throw mismatch("option<option<char>>", v);
  switch (v.tag) {
    case "none": {
      dv_0.setUint8(p, 0);
      break;
    }
    case "some": {
      dv_0.setUint8(p, 1);
      store_0_21(v.val, p + 4);
      break;
    }
    default: throw mismatch("option<option<char>>", v);
  }
}

// result<u8, string>
function store_0_23(v, p) {
  if (typeof v !== "object" || v === null) throw mismatch("result<u8, string>", v);
  switch (v.tag) {
    case "ok": {
      dv_0.setUint8(p, 0);
      dv_0.setUint8(p + 4, u8(v.val));
      break;
    }
    case "err": {
      dv_0.setUint8(p, 1);
      const a0 = storeString_0(v.val);
      dv_0.setUint32(p + 4, a0, true);
      dv_0.setUint32(p + 8, len, true);
      break;
    }
    default: throw mismatch("result<u8, string>", v);
  }
}

// tuple<string, u32>
function store_0_28(v, p) {
  if (!Array.isArray(v) || v.length !== 2) throw mismatch("tuple<string, u32>", v);
  const a0 = storeString_0(v[0]);
  dv_0.setUint32(p, a0, true);
  dv_0.setUint32(p + 4, len, true);
  dv_0.setUint32(p + 8, u32(v[1]), true);
}

// map<string, u32>
function storeList_0_24(list) {
  const values = mapEntries(list, "map<string, u32>");
  const length = values.length;
  const ptr = allocate_0(4, byteLength(length, 12));
  for (let i = 0, p = ptr; i < length; i++, p += 12) {
    store_0_28(values[i], p);
  }
  len = length;
  return ptr;
}

// record { a-bool: bool, a-s8: s8, a-u8: u8, a-s16: s16, a-u16: u16, a-s32: s32, … 18 more }
function store_0_25(v, p) {
  if (typeof v !== "object" || v === null) throw mismatch("record { a-bool: bool, a-s8: s8, a-u8: u8, a-s16: s16, a-u16: u16, a-s32: s32, … 18 more }", v);
  dv_0.setUint8(p, lowerBool(v.aBool));
  dv_0.setInt8(p + 1, s8(v.aS8));
  dv_0.setUint8(p + 2, u8(v.aU8));
  dv_0.setInt16(p + 4, s16(v.aS16), true);
  dv_0.setUint16(p + 6, u16(v.aU16), true);
  dv_0.setInt32(p + 8, s32(v.aS32), true);
  dv_0.setUint32(p + 12, u32(v.aU32), true);
  dv_0.setBigInt64(p + 16, s64(v.aS64), true);
  dv_0.setBigUint64(p + 24, u64(v.aU64), true);
  dv_0.setFloat32(p + 32, f32(v.anF32), true);
  dv_0.setFloat64(p + 40, f64(v.anF64), true);
  dv_0.setUint32(p + 48, lowerChar(v.aChar), true);
  const a0 = storeString_0(v.aString);
  dv_0.setUint32(p + 52, a0, true);
  dv_0.setUint32(p + 56, len, true);
  const a1 = storeList_0_13(v.bytes);
  dv_0.setUint32(p + 60, a1, true);
  dv_0.setUint32(p + 64, len, true);
  const a2 = storeList_0_14(v.names);
  dv_0.setUint32(p + 68, a2, true);
  dv_0.setUint32(p + 72, len, true);
  storeFixed_0_15(v.three, p + 76);
  store_0_16(v.pair, p + 88);
  dv_0.setUint8(p + 104, lowerEnum(indices_17, v.kind, "enum { small, large }"));
  dv_0.setUint8(p + 105, lowerFlags_18(v.rights));
  store_0_19(v.shape, p + 108);
  store_0_20(v.maybe, p + 120);
  store_0_22(v.perhaps, p + 128);
  store_0_23(v.outcome, p + 140);
  const a3 = storeList_0_24(v.table);
  dv_0.setUint32(p + 152, a3, true);
  dv_0.setUint32(p + 156, len, true);
}

function loadString_0_Utf16(ptr, units) {
  return loadUtf16(u8_0, ptr, units);
}

function loadString_0_Latin1OrUtf16(ptr, units) {
  return loadLatin1OrUtf16(u8_0, ptr, units);
}

function reallocate_5(old, oldSize, align, size) {
  i0.mayLeave = false;
  const ptr = fn0(old, oldSize, align, size) >>> 0;
  i0.mayLeave = tree.open;
  if (u8_0.length === 0) refresh_0();
  if ((ptr & (align - 1)) !== 0) throw trap(misaligned(ptr, align, "realloc returned"));
  if (ptr + size > u8_0.length) throw trap(outOfBounds(ptr, size, u8_0.length, "realloc returned"));
  return ptr;
}

function allocate_5(align, size) {
  return reallocate_5(0, 0, align, size);
}

function storeString_5(text) {
  const units = utf16Units(text);
  const ptr = allocate_5(2, units.length * 2);
  writeUtf16(units, u8_0, ptr);
  len = units.length;
  return ptr;
}

// host#pass: func(x: record { a-bool: bool, a-s8: s8, a-u8: u8, a-s16: s16, a-u16: u16, a-s32: s32, … 18 more }) -> result<record { a-bool: bool, a-s8: s8, a-u8: u8, a-s16: s16, a-u16: u16, a-s32: s32, … 18 more }, variant { dot, circle(f32), named(string) }>
function t0(flat0, flat1) {
  if (!i0.mayLeave) throw cannotLeave(i0, "host#pass");
  let answer, failed = false;
  try {
    if (u8_0.length === 0) refresh_0();
    const p0 = flat0 >>> 0;
    if ((p0 & 7) !== 0) throw trap(misaligned(p0, 8, "parameters"));
    if (p0 + 160 > u8_0.length) throw trap(outOfBounds(p0, 160, u8_0.length, "parameters"));
    const v1 = load_0_25(p0);
    try {
      answer = h0.pass(v1);
    } catch (error) {
      answer = errorPayload(error);
      failed = true;
    }
    if (typeof answer === "object" && answer !== null && typeof answer.then === "function") {
      if (suspension.blocked > 0) throw cannotWait(answer, "host#pass");
      suspension.suspendOn(Promise.resolve(answer).then((result) => finish_0(result, false, flat1), (error) => finish_0(rejectionPayload(error, "host#pass"), true, flat1)));
      return 0;
    }
  } catch (error) {
    throw importFailed(error, "host#pass");
  }
  return finish_0(answer, failed, flat1);
}
function finish_0(answer, failed, flat1) {
  try {
    if (u8_0.length === 0) refresh_0();
    const p2 = flat1 >>> 0;
    if ((p2 & 7) !== 0) throw trap(misaligned(p2, 8, "a result"));
    if (p2 + 168 > u8_0.length) throw trap(outOfBounds(p2, 168, u8_0.length, "a result"));
    if (failed) {
      dv_0.setUint8(p2, 1);
      store_0_19(answer, p2 + 8);
    } else {
      dv_0.setUint8(p2, 0);
      store_0_25(answer, p2 + 8);
    }
  } catch (error) {
    throw importFailed(error, "host#pass");
  }
}

// host#choose: func(x: variant { dot, circle(f32), named(string) }) -> bool
function t1(flat0, flat1, flat2) {
  if (!i0.mayLeave) throw cannotLeave(i0, "host#choose");
  let answer;
  try {
    if (u8_0.length === 0) refresh_0();
    let v0;
    const d1 = flat0 >>> 0;
    switch (d1) {
      case 0: {
        v0 = { tag: "dot" };
        break;
      }
      case 1: {
        v0 = { tag: "circle", val: f32FromBits(flat1) };
        break;
      }
      case 2: {
        v0 = { tag: "named", val: loadString_0_Utf16(flat1 >>> 0, flat2 >>> 0) };
        break;
      }
      default: throw trap(badDiscriminant(d1, 3, "variant { dot, circle(f32), named(string) }"));
    }
    answer = h0.choose(v0);
    if (typeof answer === "object" && answer !== null && typeof answer.then === "function") {
      if (suspension.blocked > 0) throw cannotWait(answer, "host#choose");
      suspension.suspendOn(Promise.resolve(answer).then((result) => finish_1(result), (error) => { throw importFailed(error, "host#choose"); }));
      return 0;
    }
  } catch (error) {
    throw importFailed(error, "host#choose");
  }
  return finish_1(answer);
}
function finish_1(answer) {
  try {
    const a2 = lowerBool(answer);
    return a2;
  } catch (error) {
    throw importFailed(error, "host#choose");
  }
}

// host#[constructor]file: func(path: string) -> file
function t2(flat0, flat1) {
  if (!i0.mayLeave) throw cannotLeave(i0, "host#[constructor]file");
  let answer;
  try {
    if (u8_0.length === 0) refresh_0();
    const v0 = loadString_0_Latin1OrUtf16(flat0 >>> 0, flat1 >>> 0);
    answer = new h0.File(v0);
    if (typeof answer === "object" && answer !== null && typeof answer.then === "function") {
      if (suspension.blocked > 0) throw cannotWait(answer, "host#[constructor]file");
      suspension.suspendOn(Promise.resolve(answer).then((result) => finish_2(result), (error) => { throw importFailed(error, "host#[constructor]file"); }));
      return 0;
    }
  } catch (error) {
    throw importFailed(error, "host#[constructor]file");
  }
  return finish_2(answer);
}
function finish_2(answer) {
  try {
    const a1 = lowerOwn(i0, r0, hostRep(r0, answer), given);
    return a1;
  } catch (error) {
    throw importFailed(error, "host#[constructor]file");
  }
}

// host#[method]file.size: func(self: borrow<file>) -> u64
function t3(flat0) {
  if (!i0.mayLeave) throw cannotLeave(i0, "host#[method]file.size");
  let answer;
  const lent = (lenders = []);
  try {
    const v0 = liftBorrow(i0, flat0 >>> 0, r0, lenders);
    answer = v0.size();
    if (typeof answer === "object" && answer !== null && typeof answer.then === "function") {
      if (suspension.blocked > 0) throw cannotWait(answer, "host#[method]file.size");
      suspension.suspendOn(Promise.resolve(answer).then((result) => finish_3(result, lent), (error) => { throw importFailed(error, "host#[method]file.size"); }));
      return 0n;
    }
  } catch (error) {
    throw importFailed(error, "host#[method]file.size");
  }
  return finish_3(answer, lent);
}
function finish_3(answer, lent) {
  try {
    endLends(lent);
    const a1 = u64(answer);
    return a1;
  } catch (error) {
    throw importFailed(error, "host#[method]file.size");
  }
}

// host#[static]file.open: func(path: string) -> result<file>
function t4(flat0, flat1, flat2) {
  if (!i0.mayLeave) throw cannotLeave(i0, "host#[static]file.open");
  let answer, failed = false;
  try {
    if (u8_0.length === 0) refresh_0();
    const v0 = loadString_0_Utf8(flat0 >>> 0, flat1 >>> 0);
    try {
      answer = h0.File.open(v0);
    } catch (error) {
      answer = errorPayload(error);
      failed = true;
    }
    if (typeof answer === "object" && answer !== null && typeof answer.then === "function") {
      if (suspension.blocked > 0) throw cannotWait(answer, "host#[static]file.open");
      suspension.suspendOn(Promise.resolve(answer).then((result) => finish_4(result, false, flat2), (error) => finish_4(rejectionPayload(error, "host#[static]file.open"), true, flat2)));
      return 0;
    }
  } catch (error) {
    throw importFailed(error, "host#[static]file.open");
  }
  return finish_4(answer, failed, flat2);
}
function finish_4(answer, failed, flat2) {
  try {
    if (u8_0.length === 0) refresh_0();
    const p1 = flat2 >>> 0;
    if ((p1 & 3) !== 0) throw trap(misaligned(p1, 4, "a result"));
    if (p1 + 8 > u8_0.length) throw trap(outOfBounds(p1, 8, u8_0.length, "a result"));
    if (failed) {
      dv_0.setUint8(p1, 1);
    } else {
      dv_0.setUint8(p1, 0);
      dv_0.setUint32(p1 + 4, lowerOwn(i0, r0, hostRep(r0, answer), given), true);
    }
  } catch (error) {
    throw importFailed(error, "host#[static]file.open");
  }
}

// canon resource.drop
function t5(x) {
  return resourceDrop(i0, r0, x);
}

// canon resource.new
function t6(x) {
  return resourceNew(i0, r1, x);
}

// canon resource.rep
function t7(x) {
  return resourceRep(i0, r1, x);
}

// pass: func(x: record { a-bool: bool, a-s8: s8, a-u8: u8, a-s16: s16, a-u16: u16, a-s32: s32, … 18 more }) -> result<record { a-bool: bool, a-s8: s8, a-u8: u8, a-s16: s16, a-u16: u16, a-s32: s32, … 18 more }, variant { dot, circle(f32), named(string) }>
async function lift_0(arg0) {
  if (!i0.mayEnter) throw cannotEnter(i0, "pass");
  i0.mayEnter = false;
  let running = false, failed = false, value;
  try {
    if (u8_0.length === 0) refresh_0();
    const a0 = allocate_0(8, 160);
    store_0_25(arg0, a0);
    running = true;
    const ret = await call0(a0);
    if (u8_0.length === 0) refresh_0();
    const p1 = ret >>> 0;
    if ((p1 & 7) !== 0) throw trap(misaligned(p1, 8, "a result"));
    if (p1 + 168 > u8_0.length) throw trap(outOfBounds(p1, 168, u8_0.length, "a result"));
    const d2 = u8_0[p1];
    switch (d2) {
      case 0: {
        value = load_0_25(p1 + 8);
        break;
      }
      case 1: {
        failed = true;
        value = load_0_19(p1 + 8);
        break;
      }
      default: throw trap(badDiscriminant(d2, 2, "result<record { a-bool: bool, a-s8: s8, a-u8: u8, a-s16: s16, a-u16: u16, a-s32: s32, … 18 more }, variant { dot, circle(f32), named(string) }>"));
    }
    i0.mayLeave = false;
    fn1(ret);
    i0.mayLeave = tree.open;
    i0.mayEnter = tree.open;
  } catch (error) {
    throw leaveFailed(error, i0, "pass", running);
  }
  if (failed) throw new ComponentError(value);
  return value;
}

// choose: func(x: variant { dot, circle(f32), named(string) }) -> bool
async function lift_1(arg0) {
  if (!i0.mayEnter) throw cannotEnter(i0, "choose");
  i0.mayEnter = false;
  let running = false, value;
  try {
    if (u8_0.length === 0) refresh_0();
    let a0 = 0;
    let a1 = 0;
    let a2 = 0;
    if (typeof arg0 !== "object" || arg0 === null) throw mismatch("variant { dot, circle(f32), named(string) }", arg0);
    switch (arg0.tag) {
      case "dot": {
        break;
      }
      case "circle": {
        a0 = 1;
        const a3 = f32(arg0.val);
        a1 = f32ToBits(a3);
        break;
      }
      case "named": {
        a0 = 2;
        const a4 = storeString_5(arg0.val);
        const a5 = len;
        a1 = a4;
        a2 = a5;
        break;
      }
      default: throw mismatch("variant { dot, circle(f32), named(string) }", arg0);
    }
    running = true;
    const ret = await call1(a0, a1, a2);
    if (u8_0.length === 0) refresh_0();
    value = ret !== 0;
    i0.mayEnter = tree.open;
  } catch (error) {
    throw leaveFailed(error, i0, "choose", running);
  }
  return value;
}

// measure: func(file: file) -> u64
async function lift_2(arg0) {
  if (!i0.mayEnter) throw cannotEnter(i0, "measure");
  i0.mayEnter = false;
  let running = false, value;
  try {
    given = [];
    const a0 = lowerOwn(i0, r0, hostRep(r0, arg0), given);
    given = undefined;
    running = true;
    const ret = await call2(a0);
    value = BigInt.asUintN(64, ret);
    i0.mayEnter = tree.open;
  } catch (error) {
    if (!running) given = takeBack(given);
    throw leaveFailed(error, i0, "measure", running);
  }
  return value;
}

// weft:test/counters@1.0.0#[constructor]counter: func(count: u32) -> counter
async function lift_3(arg0) {
  if (!i0.mayEnter) throw cannotEnter(i0, "weft:test/counters@1.0.0#[constructor]counter");
  i0.mayEnter = false;
  let running = false, value;
  try {
    const a0 = u32(arg0);
    running = true;
    const ret = await call3(a0);
    value = wrapOwn(r1, liftOwn(i0, ret >>> 0, r1));
    i0.mayEnter = tree.open;
  } catch (error) {
    throw leaveFailed(error, i0, "weft:test/counters@1.0.0#[constructor]counter", running);
  }
  return value;
}

// weft:test/counters@1.0.0#[method]counter.get: func(self: borrow<counter>) -> u32
async function lift_4(arg0) {
  if (!i0.mayEnter) throw cannotEnter(i0, "weft:test/counters@1.0.0#[method]counter.get");
  i0.mayEnter = false;
  let running = false, value;
  try {
    const task = (scope = { borrows: 0 });
    given = [];
    const a0 = peekRep(r1, arg0);
    given = undefined;
    running = true;
    const ret = await call4(a0);
    value = ret >>> 0;
    if (task.borrows > 0) throw trap(borrowsLeft(task.borrows));
    i0.mayEnter = tree.open;
  } catch (error) {
    if (!running) given = takeBack(given);
    throw leaveFailed(error, i0, "weft:test/counters@1.0.0#[method]counter.get", running);
  }
  return value;
}

suspension.blocked++;
const c0 = instantiateCore(env.modules[0], {
}, tree);
suspension.blocked--;
m0 = coreExport(c0, "memory");
refresh_0();
fn0 = coreExport(c0, "realloc");
fn1 = coreExport(c0, "free");
suspension.blocked++;
const c1 = instantiateCore(env.modules[1], {
}, tree);
suspension.blocked--;
r1.dtor = suspension.blocking(coreExport(c1, "dispose"));
suspension.blocked++;
const c2 = instantiateCore(env.modules[2], {
  memory: c0.exports,
  host: {
    pass: shim.exports["0"],
    choose: shim.exports["1"],
    ["new-file"]: shim.exports["2"],
    size: shim.exports["3"],
    open: shim.exports["4"],
    ["drop-file"]: t5,
    ["new-counter"]: t6,
    ["counter-rep"]: t7,
  },
}, tree);
suspension.blocked--;
call0 = WebAssembly.promising(coreExport(c2, "pass"));
call1 = WebAssembly.promising(coreExport(c2, "choose"));
call2 = WebAssembly.promising(coreExport(c2, "measure"));
call3 = WebAssembly.promising(coreExport(c2, "make"));
call4 = WebAssembly.promising(coreExport(c2, "get"));
const Counter_0 = class Counter extends GuestResource {
  constructor(...args) {
    super(r1);
    return lift_3(...args);
  }
  get() {
    return (lift_4)(this);
  }
};
r1.hostClass = Counter_0;
const exported = {
  pass: lift_0,
  choose: lift_1,
  measure: lift_2,
  ["weft:test/counters@1.0.0"]: {
    Counter: Counter_0,
  },
};
return { tree, exports: exported };
