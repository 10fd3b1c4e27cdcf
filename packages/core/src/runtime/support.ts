/**
 * Everything generated code calls by name. One object for each component; it holds no state of an instance.
 */
import { ComponentError, ValidationError, ValueError } from "../errors.ts";
import type { Platform } from "../platform.ts";
import { SHORT_ASCII, writeShortAscii } from "../short-ascii.ts";
import { ComponentInstance, InstanceTree, whyNotEnter, whyNotLeave } from "./component-instance.ts";
import { createFloatBits, wrapI64 } from "./float-bits.ts";
import { createHandles, noConstructor } from "./handles.ts";
import * as hostValue from "./host-value.ts";
import { GuestResource, Resource } from "./resource.ts";
import { createStrings, isLatin1, UTF16_TAG, utf16Units, writeLatin1, writeUtf16 } from "./strings.ts";
import { Suspension } from "./suspension.ts";
import { isTrap, type Trap, TrapFactory } from "./trap.ts";

export type Support = ReturnType<typeof createSupport>;

export function createSupport(platform: Platform) {
  const traps = new TrapFactory();
  const trap = (reason: string, cause?: unknown): Trap => traps.trap(reason, cause);

  function importFailed(error: unknown, name: string): Trap {
    if (isTrap(error)) return traps.fromGuest(error);
    if (error instanceof ValueError)
      return trap(`import "${name}" answered with a value that does not fit: ${error.message}`, error);
    return trap(`import "${name}" failed: ${String(error)}`, error);
  }

  /** The payload of what a fallible host function threw; errors that carry none are rethrown. */
  function errorPayload(error: unknown): unknown {
    if (error instanceof ComponentError) return error.payload;
    if (typeof error === "object" && error !== null && Object.hasOwn(error, "payload"))
      return (error as { payload: unknown }).payload;
    if (error instanceof Error) throw error;
    return error;
  }

  return {
    ...hostValue,
    ...createFloatBits(),
    ...createHandles(trap, (error) => traps.fromGuest(error)),
    ...createStrings(platform.utf8, trap),
    trap,
    importFailed,
    errorPayload,
    wrapI64,
    isLatin1,
    utf16Units,
    writeLatin1,
    writeUtf16,
    UTF16_TAG,
    SHORT_ASCII,
    writeShortAscii,
    ComponentError,
    ComponentInstance,
    InstanceTree,
    GuestResource,
    Resource,
    Suspension,
    noConstructor,

    rejectionPayload(error: unknown, name: string): unknown {
      try {
        return errorPayload(error);
      } catch (cause) {
        throw importFailed(cause, name);
      }
    },
    /** The promise has no taker: its rejection, if any, goes with the call that is refused here. */
    wouldBlock(promise: PromiseLike<unknown>, name: string): Trap {
      promise.then(undefined, () => undefined);
      return traps.wouldBlock(name, "Instantiate with { suspend: true } to let imports wait.");
    },
    cannotWait(promise: PromiseLike<unknown>, name: string): Trap {
      promise.then(undefined, () => undefined);
      return traps.wouldBlock(name, "Start functions and destructors cannot wait.");
    },
    misaligned: (ptr: number, align: number, what: string) =>
      `${what}: pointer 0x${ptr.toString(16)} not aligned to ${align}`,
    outOfBounds: (ptr: number, size: number, length: number, what: string) =>
      `${what}: pointer 0x${ptr.toString(16)} + ${size} bytes out of bounds of memory (${length} bytes)`,
    tooLong: (length: number, size: number) =>
      `a list of ${length} elements of ${size} bytes: expected at most ${hostValue.MAX_LIST_BYTE_LENGTH} bytes`,
    badDiscriminant: (found: number, cases: number, type: string) =>
      `invalid discriminant ${found}: expected one below ${cases} of ${type}`,
    borrowsLeft: (count: number) =>
      `${count} borrow handle${count === 1 ? "" : "s"} still remain at the end of the call`,
    liftChar(point: number): string {
      if (point >= 0x110000 || hostValue.isSurrogate(point))
        throw trap(`invalid char 0x${point.toString(16)}: expected a Unicode scalar value`);
      return String.fromCodePoint(point);
    },
    liftEnum(names: readonly string[], index: number): string {
      const name = names[index];
      if (name === undefined)
        throw trap(`invalid discriminant ${index}: expected one below ${names.length} of an enum`);
      return name;
    },
    unsupported(kind: string, _value: unknown): never {
      throw trap(`a ${kind} (🔀, WASI 0.3) cannot be passed by this version of Weft yet`);
    },

    cannotEnter(instance: ComponentInstance, name: string): Trap {
      const { closed } = instance.tree;
      return trap(whyNotEnter(instance, JSON.stringify(name)), closed === "disposed" ? undefined : closed);
    },
    cannotLeave: (instance: ComponentInstance, name: string): Trap => trap(whyNotLeave(instance, JSON.stringify(name))),
    /** An error of the caller's before the guest ran leaves the instance as it was; anything else poisons it. */
    leaveFailed(error: unknown, instance: ComponentInstance, name: string, running: boolean): unknown {
      if (!running && !isTrap(error) && instance.tree.closed === undefined) {
        for (const each of instance.enteringSet(undefined)) each.mayEnter = true;
        if (error instanceof ValueError) error.message = `Cannot call "${name}": ${error.message}`;
        return error;
      }
      const failed = traps.fromGuest(error);
      instance.tree.close(failed);
      return failed;
    },
    instantiateCore(
      module: WebAssembly.Module,
      imports: WebAssembly.Imports,
      tree: InstanceTree,
    ): WebAssembly.Instance {
      try {
        return new WebAssembly.Instance(module, imports);
      } catch (error) {
        if (error instanceof WebAssembly.LinkError || error instanceof TypeError) {
          throw new ValidationError(
            `The core modules of this component do not fit each other: ${error.message}`,
            0,
            [],
            { cause: error },
          );
        }
        const failed = traps.fromGuest(error);
        tree.close(failed);
        throw failed;
      }
    },
    coreExport(instance: WebAssembly.Instance, name: string): WebAssembly.ExportValue {
      const value = instance.exports[name];
      if (value === undefined) throw new ValidationError(`Expected a core module that exports "${name}"`, 0);
      return value;
    },
  };
}
