/**
 * Python: componentize-py from PyPI, which puts CPython, the standard library and the application into one component, started and
 * snapshotted at build time. A guest's spec: `{ app, world, output }`, `app` being the module that has the exports.
 */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { findTool, runTool } from "./native-tool.mjs";
import { layOutWit, missingWit, scratchDir } from "./wit-packages.mjs";

export const irreproducible = "what it builds is too large to be committed, so there is nothing to compare with";

/** Why this toolchain cannot be used here, or undefined. */
export async function missing() {
  if (!(await findTool("componentize-py"))) return "not installed: componentize-py (pip install componentize-py)";
  return missingWit();
}

export async function build(folder, { app, world, output }) {
  const wit = await layOutWit(folder);
  const target = path.join(scratchDir(folder), output);
  await runTool("componentize-py", ["-d", wit, "-w", world, "componentize", app, "-o", target], { cwd: folder });
  return { [output]: await readFile(target) };
}
