/** `npm test [-- file or glob …]`: sets up, then runs the tests of all packages and of the repository on Node 26. */
import { availableParallelism } from "node:os";
import { SOURCE_OPTIONS } from "./find-node.cjs";
import { setupOrExit } from "./setup.mjs";
import { spawnNode } from "./spawn-node.mjs";

const ALL = ["packages/*/{src,test}/**/*.test.ts", "{test,bench,examples,guests}/**/*.test.ts"];

const MINUTE_MS = 60_000;
/** No test takes this long; the runner says which one did. */
const TEST_MS = 2 * MINUTE_MS;
/** Nor do all of them; when interrupted, the runner says which files do not end, and counts the rest. */
const ALL_MS = 12 * MINUTE_MS;

await setupOrExit({ dev: true });
const given = process.argv.slice(2);
const options = [`--test-concurrency=${availableParallelism()}`, `--test-timeout=${TEST_MS}`];
process.exitCode = await spawnNode([...SOURCE_OPTIONS, "--test", ...options, ...(given.length > 0 ? given : ALL)], {
  interruptAfterMs: ALL_MS,
});
