/**
 * What can be wrong with a module's bytes.
 *
 * - `malformed`: they break the binary grammar of the core specification; no engine will take them.
 * - `unknown`: they use an instruction, type, section or flag that this package does not know. A later version of the specification
 *   may define it and the engine may run it, so whoever asked for a rewrite can still run the module as it is.
 */
export type WasmErrorCode = "malformed" | "unknown";

/** The bytes are not a core module that can be read. `offset` is in bytes from the start of the module. */
export class WasmError extends Error {
  override readonly name = "WasmError";
  readonly code: WasmErrorCode;
  readonly offset: number;
  constructor(code: WasmErrorCode, message: string, offset: number, options?: ErrorOptions) {
    super(`${message} (at offset 0x${offset.toString(16)})`, options);
    this.code = code;
    this.offset = offset;
  }
}

/** A state this code's own invariants exclude. */
export function bug(message: string): never {
  throw new Error(`Bug in Weft: ${message}. Please report it with the module that shows it.`);
}
