/** `npm run build`: what is published. Each package as ES modules with declarations, and the command as one file. */
import { setupOrExit } from "./setup.mjs";
import { spawnNode } from "./spawn-node.mjs";

await setupOrExit({ dev: true });
const code = await spawnNode(["node_modules/typescript/bin/tsc", "-b"]);
if (code !== 0) process.exit(code);

const { build } = await import("esbuild");
await build({
  entryPoints: ["packages/cli/src/main.ts"],
  outfile: "packages/cli/dist/weft.js",
  bundle: true,
  platform: "node",
  target: "node26",
  format: "esm",
  conditions: ["source"],
  legalComments: "none",
  logLevel: "warning",
});
