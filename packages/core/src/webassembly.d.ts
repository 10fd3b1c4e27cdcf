/**
 * The part of the WebAssembly JavaScript interface that Weft uses. Neither `lib.esnext` nor `@types/node` declares it, and `lib.dom`
 * would bring a thousand names that Node does not have. Values that cross the boundary are `unknown`: a caller says what it expects.
 *
 * Sources: WebAssembly JavaScript Interface; JavaScript Promise Integration (Suspending, promising).
 */
declare namespace WebAssembly {
  type ExternKind = "function" | "global" | "memory" | "table" | "tag";
  type NumberType = "i32" | "i64" | "f32" | "f64";
  type ReferenceType = "anyfunc" | "externref";

  /** An exported function; V8 checks and converts its arguments. */
  // biome-ignore lint/suspicious/noExplicitAny: the signature is known to the caller only.
  type ExportedFunction = (...args: any[]) => any;
  type ExportValue = ExportedFunction | Global | Memory | Table | Tag;
  type Exports = Record<string, ExportValue>;
  type ModuleImports = Record<string, unknown>;
  type Imports = Record<string, ModuleImports>;

  interface ModuleExportDescriptor {
    readonly name: string;
    readonly kind: ExternKind;
  }
  interface ModuleImportDescriptor extends ModuleExportDescriptor {
    readonly module: string;
  }

  interface CompileOptions {
    readonly builtins?: readonly string[];
    readonly importedStringConstants?: string;
  }

  class Module {
    private readonly module: never;
    constructor(bytes: ArrayBufferView | ArrayBufferLike, options?: CompileOptions);
    static imports(module: Module): ModuleImportDescriptor[];
    static exports(module: Module): ModuleExportDescriptor[];
    static customSections(module: Module, name: string): ArrayBuffer[];
  }

  class Instance {
    constructor(module: Module, imports?: Imports);
    readonly exports: Exports;
  }

  class Memory {
    constructor(descriptor: { initial: number; maximum?: number; shared?: boolean });
    readonly buffer: ArrayBuffer;
    /** Grows by `pages` of 64 KiB; returns the previous size in pages. */
    grow(pages: number): number;
  }

  class Table {
    constructor(descriptor: { element: ReferenceType; initial: number; maximum?: number }, value?: unknown);
    readonly length: number;
    get(index: number): unknown;
    set(index: number, value?: unknown): void;
    grow(count: number, value?: unknown): number;
  }

  class Global<T = unknown> {
    constructor(descriptor: { value: NumberType | ReferenceType; mutable?: boolean }, value?: T);
    value: T;
  }

  class Tag {
    private readonly tag: never;
    constructor(type: { parameters: readonly (NumberType | ReferenceType)[] });
  }

  class Exception extends Error {
    constructor(tag: Tag, payload: readonly unknown[], options?: { traceStack?: boolean });
    is(tag: Tag): boolean;
    getArg(tag: Tag, index: number): unknown;
  }

  class CompileError extends Error {}
  class LinkError extends Error {}
  /** A trap. */
  class RuntimeError extends Error {}

  /** An import that suspends the stack below `promising` until its promise settles. */
  class Suspending {
    private readonly suspending: never;
    // biome-ignore lint/suspicious/noExplicitAny: the signature is the import's.
    constructor(func: (...args: any[]) => unknown);
  }
  /** Raised where a `Suspending` import is called on a stack that cannot be suspended. */
  class SuspendError extends Error {}
  function promising(func: ExportedFunction): (...args: unknown[]) => Promise<unknown>;

  function compile(bytes: ArrayBufferView | ArrayBufferLike, options?: CompileOptions): Promise<Module>;
  function instantiate(module: Module, imports?: Imports): Promise<Instance>;
  function validate(bytes: ArrayBufferView | ArrayBufferLike, options?: CompileOptions): boolean;
}
