/** `npm run conformance -- PATH [--host FILE.mjs] [--json]`: sets up, then runs the scripts (.wast) of a checkout on Node 26. */
import { resolve } from "node:path";
import { setupOrExit } from "./setup.mjs";
import { spawnNode } from "./spawn-node.mjs";

await setupOrExit({ dev: true });
// npm starts in the root; a path is meant from where the user stands.
const from = process.env["INIT_CWD"] ?? process.cwd();
const args = process.argv.slice(2).map((arg, i, all) => (isPath(arg, all[i - 1]) ? resolve(from, arg) : arg));
process.exitCode = await spawnNode(["-C", "source", "test/conformance/main.ts", ...args]);

/** @param {string} arg @param {string | undefined} before */
function isPath(arg, before) {
  return !arg.startsWith("-") || before === "--host";
}
