/** `npm test [-- file or glob …]`: sets up, then runs the tests of all packages and of the repository on Node 26. */
import { availableParallelism } from "node:os";
import { setupOrExit } from "./setup.mjs";
import { spawnNode } from "./spawn-node.mjs";

const ALL = ["packages/*/{src,test}/**/*.test.ts", "{test,bench,examples,guests}/**/*.test.ts"];

await setupOrExit({ dev: true });
const given = process.argv.slice(2);
const concurrency = `--test-concurrency=${availableParallelism()}`;
process.exitCode = await spawnNode(["-C", "source", "--test", concurrency, ...(given.length > 0 ? given : ALL)]);
