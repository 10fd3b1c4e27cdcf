/**
 * `npm run build`: what is published. Each package as ES modules with declarations, and the command as one file.
 * It starts from nothing, so that no file is published whose source is gone.
 */
import { copyFileSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { bundleCommand } from "./bundle-command.mjs";
import { ROOT } from "./find-node.cjs";
import { setupOrExit } from "./setup.mjs";
import { spawnNode } from "./spawn-node.mjs";

await setupOrExit({ dev: true });

const packages = readdirSync(join(ROOT, "packages")).map((name) => join(ROOT, "packages", name));
for (const folder of packages) rmSync(join(folder, "dist"), { recursive: true, force: true });

const projects = packages.map((folder) => join(folder, "tsconfig.json"));
const code = await spawnNode(["node_modules/typescript/bin/tsc", "-b", ...projects]);
if (code !== 0) process.exit(code);

await bundleCommand(join(ROOT, "packages/cli/dist/weft.cjs"));

for (const folder of packages) copyFileSync(join(ROOT, "LICENSE"), join(folder, "LICENSE"));
