/** The TypeScript compiler as a judge of declarations: strict, and looking into `.d.ts` files too. */

import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const TSC = fileURLToPath(new URL("bin/tsc", import.meta.resolve("typescript/package.json")));
const OPTIONS =
  `--ignoreConfig --noEmit --strict --skipLibCheck false --target esnext --module nodenext --lib esnext,dom
  --allowImportingTsExtensions`.split(/\s+/);

/** What the compiler complains about; empty if it accepts the files. */
export function typeErrors(files: readonly string[], options: readonly string[] = []): string {
  const args = [TSC, ...OPTIONS, "--types", "", ...options, ...files];
  const { stdout, stderr, error } = spawnSync(process.execPath, args, { encoding: "utf8" });
  if (error !== undefined) throw error;
  return stdout + stderr;
}
