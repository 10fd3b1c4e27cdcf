/**
 * `npm run lock`: brings package-lock.json up to date with the package.json files.
 *
 * With a node_modules beside it, npm takes packages from there and leaves out their hashes; so it is done in a folder without one.
 */
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { ROOT } from "./find-node.cjs";

const LOCK = "package-lock.json";
const folder = mkdtempSync(join(tmpdir(), "weft-lock-"));
try {
  const manifests = readdirSync(join(ROOT, "packages")).map((name) => join("packages", name, "package.json"));
  for (const file of [".npmrc", LOCK, "package.json", ...manifests].filter((name) => existsSync(join(ROOT, name)))) {
    mkdirSync(join(folder, dirname(file)), { recursive: true });
    copyFileSync(join(ROOT, file), join(folder, file));
  }
  const args = ["install", "--package-lock-only", "--loglevel=error"];
  const { status } = spawnSync("npm", args, { cwd: folder, stdio: "inherit", shell: process.platform === "win32" });
  if (status === 0) copyFileSync(join(folder, LOCK), join(ROOT, LOCK));
  process.exitCode = status ?? 1;
} finally {
  rmSync(folder, { recursive: true });
}
