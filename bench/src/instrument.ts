import { addStopChecks, ModuleEditor, readModule, STOP_FLAG_MEMORY } from "@weft/wasm";

/** A core module with stop checks, whose flag is in a memory of its own: it needs nothing from outside, so any glue can run it. */
export function instrument(bytes: Uint8Array): Uint8Array {
  const editor = new ModuleEditor(readModule(bytes));
  addStopChecks(editor, { memory: editor.memory(STOP_FLAG_MEMORY), address: 0 });
  const rewrite = editor.write();
  if (rewrite.kind === "unknown") throw rewrite.error;
  return rewrite.bytes;
}

/** From here on, every core module that this process compiles has stop checks. */
export function instrumentEverything(): void {
  const { compile, Module } = WebAssembly;
  const checked = (bytes: ArrayBufferView | ArrayBufferLike): Uint8Array => instrument(asBytes(bytes));
  Object.assign(WebAssembly, {
    compile: (bytes: ArrayBufferView | ArrayBufferLike) => compile(checked(bytes)),
    Module: class extends Module {
      constructor(bytes: ArrayBufferView | ArrayBufferLike) {
        super(checked(bytes));
      }
    },
  });
}

function asBytes(bytes: ArrayBufferView | ArrayBufferLike): Uint8Array {
  return ArrayBuffer.isView(bytes)
    ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    : new Uint8Array(bytes);
}
