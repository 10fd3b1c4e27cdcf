/** The command as it is published: built, packed and unpacked in a folder of its own. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "./root.ts";

/** Returns the folder of the unpacked package; it is the caller's to remove. */
export function packCli(): string {
  const folder = mkdtempSync(join(tmpdir(), "weft-packed-"));
  execFileSync(process.execPath, [join(ROOT, "scripts/build.mjs")], { cwd: ROOT, stdio: ["ignore", 2, 2] });
  execFileSync("npm", ["pack", "--silent", "--pack-destination", folder], {
    cwd: join(ROOT, "packages/cli"),
    stdio: ["ignore", "ignore", 2],
    shell: process.platform === "win32",
  });
  const [tarball = "nothing"] = readdirSync(folder).filter((file) => file.endsWith(".tgz"));
  execFileSync("tar", ["-xzf", tarball], { cwd: folder });
  return join(folder, "package");
}
