/** Running what was written. */
import type { ModuleEditor, Rewritten } from "@weft/wasm";

/** @throws the WasmError of an instruction that is not known */
export function written(editor: ModuleEditor): Rewritten {
  const rewrite = editor.write();
  if (rewrite.kind === "unknown") throw rewrite.error;
  return rewrite;
}

export function run(
  bytes: Uint8Array,
  imports: WebAssembly.Imports = {},
): Record<string, WebAssembly.ExportedFunction> {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), imports);
  return exports as Record<string, WebAssembly.ExportedFunction>;
}
