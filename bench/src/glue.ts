/**
 * The hand-written limit: what somebody who knows the core module, its types and V8 well would write around it, and nothing that
 * a general engine needs beside. Views are kept until the memory has grown; short ASCII is copied by loops, longer text by Buffer's
 * own methods, which take offsets; every result is handed to post-return.
 */
import type { Calls, Order, Question } from "./calls.ts";

/** The exports of the core module, as wit-bindgen names them. */
interface Core {
  readonly memory: WebAssembly.Memory;
  cabi_realloc(old: number, oldSize: number, align: number, size: number): number;
  [name: `${string}weft:bench/calls@0.1.0#${string}`]: (...args: (number | bigint)[]) => number;
}

const INTERFACE = "weft:bench/calls@0.1.0";
const SHORT_TEXT = 16;
const ORDER_BYTES = 32;

const { utf8Slice, utf8Write } = Buffer.prototype as unknown as {
  utf8Slice(this: Uint8Array, begin: number, end: number): string;
  utf8Write(this: Uint8Array, text: string, at: number): number;
};

interface Refusal extends Error {
  payload: string;
}

/** Wraps the core instance of guests/calls. */
export function glue(exports: WebAssembly.Exports): Calls {
  const core = exports as unknown as Core;
  const { memory, cabi_realloc: realloc } = core;
  const function_ = (name: string) => core[`${INTERFACE}#${name}`] as (...args: (number | bigint)[]) => number;
  const postReturn = (name: string) => core[`cabi_post_${INTERFACE}#${name}`] as (at: number) => void;
  const [add, echoText, echoOrders] = [function_("add"), function_("echo-text"), function_("echo-orders")];
  const [echoBytes, ask] = [function_("echo-bytes"), function_("ask")];
  const [freeText, freeOrders] = [postReturn("echo-text"), postReturn("echo-orders")];
  const [freeBytes, freeAsk] = [postReturn("echo-bytes"), postReturn("ask")];

  let bytes = new Uint8Array(memory.buffer);
  let view = new DataView(memory.buffer);
  let textBytes = 0;

  function refresh(): void {
    if (bytes.length !== 0) return;
    bytes = new Uint8Array(memory.buffer);
    view = new DataView(memory.buffer);
  }

  function allocate(align: number, size: number): number {
    const at = realloc(0, 0, align, size);
    refresh();
    return at;
  }

  /** Returns the address; the length is in `textBytes`. */
  function lowerText(text: string): number {
    if (text.length <= SHORT_TEXT) {
      const at = allocate(1, text.length);
      if (writeAscii(text, at)) return at;
      realloc(at, text.length, 1, 0);
    }
    textBytes = Buffer.byteLength(text);
    const at = allocate(1, textBytes);
    utf8Write.call(bytes, text, at);
    return at;
  }

  function writeAscii(text: string, at: number): boolean {
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code > 0x7f) return false;
      bytes[at + i] = code;
    }
    textBytes = text.length;
    return true;
  }

  function liftText(at: number, length: number): string {
    return (
      (length <= SHORT_TEXT ? readShortAscii(bytes, at, length) : undefined) ?? utf8Slice.call(bytes, at, at + length)
    );
  }

  function lowerOrder(order: Order, at: number): void {
    const item = lowerText(order.item);
    view.setUint32(at, order.id, true);
    view.setUint32(at + 4, item, true);
    view.setUint32(at + 8, textBytes, true);
    view.setUint16(at + 12, order.quantity, true);
    view.setFloat64(at + 16, order.price, true);
    view.setUint8(at + 24, order.paid ? 1 : 0);
  }

  function liftOrder(at: number): Order {
    return {
      id: view.getUint32(at, true),
      item: liftText(view.getUint32(at + 4, true), view.getUint32(at + 8, true)),
      quantity: view.getUint16(at + 12, true),
      price: view.getFloat64(at + 16, true),
      paid: view.getUint8(at + 24) !== 0,
    };
  }

  function callAsk(question: Question): number {
    switch (question.tag) {
      case "nothing":
        return ask(0, 0n, 0);
      case "root-of":
        return ask(1, question.val, 0);
      case "length-of": {
        const at = lowerText(question.val);
        return ask(2, BigInt(at), textBytes);
      }
      case "half-of":
        return ask(3, floatBits(question.val), 0);
    }
  }

  return {
    add: (a, b) => add(a, b) >>> 0,

    echoText(text) {
      const result = echoText(lowerText(text), textBytes);
      refresh();
      const echoed = liftText(view.getUint32(result, true), view.getUint32(result + 4, true));
      freeText(result);
      return echoed;
    },

    echoOrders(orders) {
      const list = allocate(8, orders.length * ORDER_BYTES);
      for (let i = 0; i < orders.length; i++) lowerOrder(orders[i] as Order, list + i * ORDER_BYTES);
      const result = echoOrders(list, orders.length);
      refresh();
      const [at, length] = [view.getUint32(result, true), view.getUint32(result + 4, true)];
      const echoed: Order[] = [];
      for (let i = 0; i < length; i++) echoed.push(liftOrder(at + i * ORDER_BYTES));
      freeOrders(result);
      return echoed;
    },

    echoBytes(given) {
      const list = allocate(1, given.length);
      bytes.set(given, list);
      const result = echoBytes(list, given.length);
      refresh();
      const at = view.getUint32(result, true);
      const echoed = bytes.slice(at, at + view.getUint32(result + 4, true));
      freeBytes(result);
      return echoed;
    },

    ask(question) {
      const result = callAsk(question);
      refresh();
      if (view.getUint8(result) === 0) {
        const answer = view.getUint32(result + 4, true);
        freeAsk(result);
        return answer;
      }
      const payload = liftText(view.getUint32(result + 4, true), view.getUint32(result + 8, true));
      freeAsk(result);
      throw refusal(payload);
    },
  };
}

const scratch = new DataView(new ArrayBuffer(8));

function floatBits(value: number): bigint {
  scratch.setFloat64(0, value);
  return scratch.getBigUint64(0);
}

function refusal(payload: string): Refusal {
  return Object.assign(new Error(payload), { payload });
}

const chars = String.fromCharCode;

/**
 * A string made in one piece: of characters joined one by one V8 makes a tree, and flattens it when somebody looks.
 * Bytes behind the end are read and not used; there are none behind the end of the memory, where `undefined` is as good.
 */
function readShortAscii(memory: Uint8Array, at: number, length: number): string | undefined {
  for (let i = at; i < at + length; i++) if ((memory[i] as number) > 0x7f) return undefined;
  const byte = (i: number): number => memory[at + i] as number;
  switch (length) {
    case 0:
      return "";
    case 1:
      return chars(byte(0));
    case 2:
      return chars(byte(0), byte(1));
    case 3:
      return chars(byte(0), byte(1), byte(2));
    case 4:
      return chars(byte(0), byte(1), byte(2), byte(3));
    case 5:
      return chars(byte(0), byte(1), byte(2), byte(3), byte(4));
    case 6:
      return chars(byte(0), byte(1), byte(2), byte(3), byte(4), byte(5));
    case 7:
      return chars(byte(0), byte(1), byte(2), byte(3), byte(4), byte(5), byte(6));
    case 8:
      return chars(byte(0), byte(1), byte(2), byte(3), byte(4), byte(5), byte(6), byte(7));
    case 9:
      return chars(byte(0), byte(1), byte(2), byte(3), byte(4), byte(5), byte(6), byte(7), byte(8));
    case 10:
      return chars(byte(0), byte(1), byte(2), byte(3), byte(4), byte(5), byte(6), byte(7), byte(8), byte(9));
    case 11:
      return chars(byte(0), byte(1), byte(2), byte(3), byte(4), byte(5), byte(6), byte(7), byte(8), byte(9), byte(10));
    case 12:
      return chars(
        byte(0),
        byte(1),
        byte(2),
        byte(3),
        byte(4),
        byte(5),
        byte(6),
        byte(7),
        byte(8),
        byte(9),
        byte(10),
        byte(11),
      );
    case 13:
      return chars(
        byte(0),
        byte(1),
        byte(2),
        byte(3),
        byte(4),
        byte(5),
        byte(6),
        byte(7),
        byte(8),
        byte(9),
        byte(10),
        byte(11),
        byte(12),
      );
    case 14:
      return chars(
        byte(0),
        byte(1),
        byte(2),
        byte(3),
        byte(4),
        byte(5),
        byte(6),
        byte(7),
        byte(8),
        byte(9),
        byte(10),
        byte(11),
        byte(12),
        byte(13),
      );
    case 15:
      return chars(
        byte(0),
        byte(1),
        byte(2),
        byte(3),
        byte(4),
        byte(5),
        byte(6),
        byte(7),
        byte(8),
        byte(9),
        byte(10),
        byte(11),
        byte(12),
        byte(13),
        byte(14),
      );
    case 16:
      return chars(
        byte(0),
        byte(1),
        byte(2),
        byte(3),
        byte(4),
        byte(5),
        byte(6),
        byte(7),
        byte(8),
        byte(9),
        byte(10),
        byte(11),
        byte(12),
        byte(13),
        byte(14),
        byte(15),
      );
    default:
      return undefined;
  }
}
