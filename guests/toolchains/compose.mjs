/**
 * Components composed of others, by `wac plug`: each `{ output, socket, plug }` names guests' components, as paths below guests/, and the
 * exports of the plug satisfy the imports of the socket. What is left are the imports of both.
 */
import { existsSync } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import path from "node:path";
import { guestsDir } from "./guests-dir.mjs";
import { findTool, runTool } from "./native-tool.mjs";
import { scratchDir } from "./wit-packages.mjs";

export const irreproducible = "what it builds is too large to be committed, so there is nothing to compare with";

/** Why this toolchain cannot be used here, or undefined. */
export async function missing() {
  return (await findTool("wac")) ? undefined : "not installed: wac";
}

export async function build(folder, { components }) {
  await mkdir(scratchDir(folder), { recursive: true });
  const outputs = {};
  for (const { output, socket, plug } of components) outputs[output] = await compose(folder, output, { socket, plug });
  return outputs;
}

async function compose(folder, output, { socket, plug }) {
  const target = path.join(scratchDir(folder), output);
  await runTool("wac", ["plug", locate(socket), "--plug", locate(plug), "-o", target]);
  return readFile(target);
}

/** A component beside its source, or where those that are not committed are built. */
function locate(file) {
  const committed = path.join(guestsDir, file);
  return existsSync(committed) ? committed : path.join(guestsDir, ".cache/guests", file);
}
