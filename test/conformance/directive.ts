/**
 * The directives of a `.wast` script, as `wasm-tools json-from-wast` writes them: text is assembled, numbers are decimal strings, floats
 * are the integer of their bits.
 */

export interface Script {
  readonly source_filename: string;
  readonly commands: readonly Directive[];
}

interface WasmFile {
  readonly filename: string;
  /** `text` is what `quote` held: nobody has assembled it. */
  readonly module_type: "binary" | "text";
  /** The binary of a text that could be assembled. */
  readonly binary_filename?: string;
}

interface Rejected extends WasmFile {
  /** What the reference engine says; other engines say it in their own words. */
  readonly text: string;
}

interface Acting {
  readonly action: Action;
}

interface Failing extends Acting {
  readonly text: string;
}

export type Directive = { readonly line: number } & (
  | ({ readonly type: "module" | "module_definition"; readonly name?: string } & WasmFile)
  | { readonly type: "module_instance"; readonly instance?: string; readonly module?: string }
  | { readonly type: "register"; readonly name?: string; readonly as: string }
  | ({ readonly type: RejectionType } & Rejected)
  | ({ readonly type: "action" } & Acting)
  | ({ readonly type: "assert_return"; readonly expected: readonly Const[] } & Acting)
  | ({ readonly type: "assert_trap" | "assert_exhaustion" | "assert_suspension" } & Failing)
  | ({ readonly type: "assert_exception" } & Acting)
  | { readonly type: "thread"; readonly name: string; readonly commands: readonly Directive[] }
  | { readonly type: "wait"; readonly thread: string }
);

export type RejectionType =
  | "assert_malformed"
  | "assert_malformed_custom"
  | "assert_invalid"
  | "assert_invalid_custom"
  | "assert_unlinkable"
  | "assert_uninstantiable";

export type Action =
  | { readonly type: "invoke"; readonly module?: string; readonly field: string; readonly args: readonly Const[] }
  | { readonly type: "get"; readonly module?: string; readonly field: string };

/** A value of a component or of a core module, with its kind. */
export type Const =
  | { readonly type: "string" | "char" | "enum"; readonly value: string }
  | { readonly type: "bool"; readonly value: boolean }
  | { readonly type: "u8" | "s8" | "u16" | "s16" | "u32" | "s32" | "u64" | "s64"; readonly value: string }
  | { readonly type: "i32" | "i64" | "f32" | "f64"; readonly value: string }
  | { readonly type: "list" | "tuple"; readonly value: readonly Const[] }
  | { readonly type: "map"; readonly value: readonly (readonly [Const, Const])[] }
  | { readonly type: "record"; readonly value: readonly (readonly [string, Const])[] }
  | { readonly type: "variant"; readonly value: { readonly case: string; readonly payload?: Const | null } }
  | { readonly type: "option"; readonly value: Const | null }
  | { readonly type: "result"; readonly value: { readonly Ok: Const | null } | { readonly Err: Const | null } }
  | { readonly type: "flags"; readonly value: readonly string[] }
  | { readonly type: "either"; readonly values: readonly Const[] }
  | { readonly type: "v128"; readonly lane_type: string; readonly value: readonly string[] }
  | { readonly type: `${string}ref` | "refnull"; readonly value?: unknown };
