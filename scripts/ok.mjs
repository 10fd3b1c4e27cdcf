/**
 * `npm run ok [-- check …]`: what CI checks, in its order; stops at the first failure and says what mends it.
 */
import { setupOrExit } from "./setup.mjs";
import { spawnNode } from "./spawn-node.mjs";

const BIOME = "node_modules/@biomejs/biome/bin/biome";

/** @type {Record<string, { args: string[], mend: string }>} */
const CHECKS = {
  format: { args: [BIOME, "format", "."], mend: "npm run format" },
  lint: {
    args: [BIOME, "check", "--formatter-enabled=false", "--error-on-warnings", "."],
    mend: "npm run format, then by hand what it leaves",
  },
  types: { args: ["node_modules/typescript/bin/tsc", "-b"], mend: "the errors above" },
  tests: { args: ["scripts/test.mjs"], mend: "the failing tests above; one alone: npm test -- <file>" },
};

const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !(name in CHECKS));
if (unknown !== undefined) {
  console.error(`Expected a check (${Object.keys(CHECKS).join(", ")}), found ${unknown}`);
  process.exit(2);
}

await setupOrExit({ dev: true });
for (const [name, { args, mend }] of Object.entries(CHECKS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`\n${name}`);
  const code = await spawnNode(args);
  if (code === 0) continue;
  console.error(`\n${name} failed. To mend: ${mend}`);
  process.exit(code);
}
