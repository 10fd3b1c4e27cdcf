/** `npm start [-- option …]`: sets up, then becomes `weft serve` with the first example. */
import { join, relative } from "node:path";
import { ROOT } from "./find-node.cjs";
import { runWeft } from "./run-weft.cjs";
import { setupOrExit } from "./setup.mjs";

const EXAMPLE = join(ROOT, "examples", "hello", "hello.wasm");

await setupOrExit({ dev: false });
runWeft(["serve", ...process.argv.slice(2), relative(process.cwd(), EXAMPLE)], { endWithParent: true });
