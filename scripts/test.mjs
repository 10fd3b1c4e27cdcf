/** `npm test [-- file or glob …]`: sets up, then runs the tests of all packages and of the repository on Node 26. */
import { availableParallelism } from "node:os";
import { setupOrExit } from "./setup.mjs";
import { spawnNode } from "./spawn-node.mjs";

const ALL = ["packages/*/{src,test}/**/*.test.ts", "{test,bench,examples,guests}/**/*.test.ts"];
/** No test takes this long; one that hangs is named instead of holding up the run. */
const TEST_TIMEOUT_MS = 120_000;

await setupOrExit({ dev: true });
const given = process.argv.slice(2);
const options = [`--test-concurrency=${availableParallelism()}`, `--test-timeout=${TEST_TIMEOUT_MS}`];
process.exitCode = await spawnNode(["-C", "source", "--test", ...options, ...(given.length > 0 ? given : ALL)]);
