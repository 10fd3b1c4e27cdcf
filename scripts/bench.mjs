/** `npm run bench [-- figure …]`: sets up, fetches what the benchmarks compare with, and measures on Node 26. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./find-node.cjs";
import { npmInstall } from "./npm-install.mjs";
import { setupOrExit } from "./setup.mjs";
import { spawnNode } from "./spawn-node.mjs";

const BENCH = join(ROOT, "bench");
const isComplete = () => existsSync(join(BENCH, "node_modules", "@bytecodealliance", "jco"));

await setupOrExit({ dev: true });
if (!isComplete()) {
  const what = "Installing jco and what it needs (340 MB)";
  await npmInstall({ folder: BENCH, omit: [], what, probe: "@bytecodealliance/jco", isComplete });
}
process.exitCode = await spawnNode(["-C", "source", "--expose-gc", "bench/src/run.ts", ...process.argv.slice(2)]);
