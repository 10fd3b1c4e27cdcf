/**
 * The errors of the engine, one class for each thing its reader can do about it.
 *
 * Message grammar: what failed and on what, a colon, what was expected and what was found; then what to do, when we know.
 */

/** The bytes are not a component this engine can read. `offset` is in bytes from the start of the input. */
export class ParseError extends Error {
  override readonly name = "ParseError";
  readonly offset: number;
  constructor(message: string, offset: number, options?: ErrorOptions) {
    super(`${message} (at offset 0x${offset.toString(16)})`, options);
    this.offset = offset;
  }
}

/** The component is well formed but breaks a rule. `path` leads to the place, outermost first. */
export class ValidationError extends Error {
  override readonly name = "ValidationError";
  readonly offset: number;
  readonly path: readonly string[];
  constructor(message: string, offset: number, path: readonly string[] = [], options?: ErrorOptions) {
    super(`${[...shorten(path), message].join(": ")} (at offset 0x${offset.toString(16)})`, options);
    this.offset = offset;
    this.path = path;
  }
}

/** The outermost and the innermost steps say where; there can be a hundred between them. */
function shorten(path: readonly string[]): readonly string[] {
  return path.length <= 6 ? path : [...path.slice(0, 3), `… ${path.length - 5} more`, ...path.slice(-2)];
}

/** One import that could not be satisfied. */
export interface UnmetImport {
  /** Where, e.g. `wasi:http/types@0.2.3` or `wasi:http/types@0.2.3#[method]fields.get`. */
  readonly name: string;
  readonly expected: string;
  readonly found: string;
}

/** The imports given do not fit the component; `unmet` lists every one of them, not only the first. */
export class LinkError extends Error {
  override readonly name = "LinkError";
  readonly unmet: readonly UnmetImport[];
  constructor(unmet: readonly UnmetImport[], options?: ErrorOptions) {
    super(
      unmet.map((u) => `Cannot link import "${u.name}": expected ${u.expected}, found ${u.found}`).join("\n"),
      options,
    );
    this.unmet = unmet;
  }
}

/** The payload of a WIT `result`'s error case, thrown where a function returns `result<T, E>`. */
export class ComponentError<E = unknown> extends Error {
  override readonly name = "ComponentError";
  readonly payload: E;
  constructor(payload: E, options?: ErrorOptions) {
    super(describePayload(payload), options);
    this.payload = payload;
  }
}

function describePayload(payload: unknown): string {
  if (typeof payload === "string") return payload;
  if (typeof payload === "object" && payload !== null && "tag" in payload) return String(payload.tag);
  return payload === undefined ? "the function returned its error case" : String(payload);
}

/** A JavaScript value that does not fit the WIT type it is given for. The instance is left as it was. */
export class ValueError extends TypeError {
  override readonly name = "ValueError";
}

/** A state this code's own invariants exclude. */
export function bug(message: string): never {
  throw new Error(`Bug in Weft: ${message}. Please report it with the component that shows it.`);
}
