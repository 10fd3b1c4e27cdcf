/**
 * Traps.
 *
 * A guest may catch any Error that a JavaScript import throws at it (`catch_all`), but not one that V8 made for a Wasm trap: V8 marks
 * that very object. So every trap of ours starts as the error of a Wasm `unreachable`, which we then rename and annotate; and a trap of
 * V8's own is annotated in place. What reaches the guest is uncatchable either way, what reaches the host is a `Trap`.
 */

export interface TrapFrame {
  /** Names of the core module and the function, from the name section if it has them. */
  readonly module: string | undefined;
  readonly name: string | undefined;
  readonly functionIndex: number;
  /** Byte offset in the core module. */
  readonly offset: number;
}

/** The guest was stopped for good. The instance it happened in is poisoned; `frames` are the Wasm frames, innermost first. */
export class Trap extends Error {
  // Never run: traps are made by `TrapFactory`, which gives V8's own error this prototype.
  declare readonly reason: string;
  declare readonly frames: readonly TrapFrame[];
}

/** An import would have to wait where nothing can: the instance was made without `suspend: true`, or is in a destructor. */
export class WouldBlock extends Trap {
  declare readonly import: string;
}

/** The name of every core module the engine itself makes; their frames are none of the guest's. */
export const ENGINE_MODULE = "weft:engine";

/** A core module of that name with one function, exported as "trap", whose body is `unreachable`. */
const UNREACHABLE = [
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
  ...[0x01, 0x04, 0x01, 0x60, 0x00, 0x00],
  ...[0x03, 0x02, 0x01, 0x00],
  ...[0x07, 0x08, 0x01, 0x04, 0x74, 0x72, 0x61, 0x70, 0x00, 0x00],
  ...[0x0a, 0x05, 0x01, 0x03, 0x00, 0x00, 0x0b],
  ...[0x00, 0x13, 0x04, 0x6e, 0x61, 0x6d, 0x65, 0x00, 0x0c, 0x0b],
  ...Array.from(ENGINE_MODULE, (char) => char.charCodeAt(0)),
];

export class TrapFactory {
  #unreachable: (() => void) | undefined;

  trap(reason: string, cause?: unknown): Trap {
    const error = this.#uncatchable();
    return annotate(error, Trap.prototype, reason, framesOf(error), cause);
  }

  wouldBlock(importName: string, advice: string): WouldBlock {
    const error = this.#uncatchable();
    const reason = `Import "${importName}" would have to wait: expected a value, found a promise. ${advice}`;
    const trap = annotate(error, WouldBlock.prototype, reason, framesOf(error));
    Object.defineProperty(trap, "import", { value: importName });
    return trap as WouldBlock;
  }

  /** Whatever came out of a guest, as a Trap. */
  fromGuest(error: unknown): Trap {
    if (error instanceof Trap) return error;
    if (error instanceof WebAssembly.RuntimeError)
      return annotate(error, Trap.prototype, error.message, framesOf(error));
    if (isStackOverflow(error)) {
      return annotate(this.#uncatchable(), Trap.prototype, "call stack exhausted", framesOf(error), error);
    }
    if (error instanceof WebAssembly.Exception)
      return this.trap("a guest exception left its component uncaught", error);
    return this.trap(`a host function failed: ${String(error)}`, error);
  }

  #uncatchable(): WebAssembly.RuntimeError {
    this.#unreachable ??= new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(UNREACHABLE))).exports[
      "trap"
    ] as () => void;
    try {
      this.#unreachable();
    } catch (error) {
      return error as WebAssembly.RuntimeError;
    }
    throw new Error("Bug in Weft: unreachable was reached");
  }
}

/** Whether an error stopped a guest, as opposed to one that a function of the host threw. */
export function isTrap(error: unknown): boolean {
  return (
    error instanceof Trap ||
    error instanceof WebAssembly.RuntimeError ||
    error instanceof WebAssembly.Exception ||
    isStackOverflow(error)
  );
}

function isStackOverflow(error: unknown): error is RangeError {
  return error instanceof RangeError && /call stack/i.test(error.message);
}

function annotate(error: Error, prototype: Trap, reason: string, frames: readonly TrapFrame[], cause?: unknown): Trap {
  const name = prototype === WouldBlock.prototype ? "WouldBlock" : "Trap";
  const trace = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  Object.setPrototypeOf(error, prototype);
  Object.defineProperties(error, {
    name: { value: name, configurable: true, writable: true },
    message: { value: reason, configurable: true, writable: true },
    reason: { value: reason },
    frames: { value: frames },
    stack: { value: [`${name}: ${reason}`, ...trace].join("\n"), configurable: true, writable: true },
  });
  if (cause !== undefined) Object.defineProperty(error, "cause", { value: cause, configurable: true, writable: true });
  return error as Trap;
}

/**
 * V8: `at name (wasm://wasm/module-hash:wasm-function[7]:0x1a2)`, where the name is `module.function`, either of the two, or missing
 * with its parentheses.
 */
const FRAME = /^\s+at (?:(.*) \()?wasm:\/\/wasm\/(?:(.*)-)?[0-9a-f]+:wasm-function\[(\d+)\]:0x([0-9a-f]+)\)?$/;

function framesOf(error: Error): TrapFrame[] {
  const frames: TrapFrame[] = [];
  for (const line of (error.stack ?? "").split("\n")) {
    const match = FRAME.exec(line);
    if (match === null) continue;
    const [, label, module, index = "0", offset = "0"] = match;
    if (module === ENGINE_MODULE) continue;
    const name = functionName(label, module);
    frames.push({ module, name, functionIndex: Number(index), offset: Number.parseInt(offset, 16) });
  }
  return frames;
}

function functionName(label: string | undefined, module: string | undefined): string | undefined {
  if (label === undefined || module === undefined) return label;
  return label === module ? undefined : label.slice(`${module}.`.length);
}
