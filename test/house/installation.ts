/** Our packages as a user gets them: packed, then installed in an empty folder from nothing but their tarballs. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "./root.ts";

const QUIET = ["--loglevel=error", "--no-audit", "--no-fund"];

/** A temporary folder with the packages in its node_modules; it is removed when disposed. */
export class Installation implements Disposable {
  readonly folder: string;
  readonly #base = mkdtempSync(join(tmpdir(), "weft-installation-"));

  /** @param wanted which packages to install, by folder name; all without it. They have to be built. */
  constructor(wanted?: readonly string[]) {
    const tarballs = this.#pack(wanted);
    this.folder = join(this.#base, "empty");
    mkdirSync(this.folder);
    writeFileSync(join(this.folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
    npm(["install", "--offline", ...QUIET, ...tarballs], this.folder);
  }

  [Symbol.dispose](): void {
    rmSync(this.#base, { recursive: true });
  }

  #pack(wanted: readonly string[] | undefined): string[] {
    const folder = join(this.#base, "tarballs");
    mkdirSync(folder);
    const which = wanted === undefined ? ["--workspaces"] : wanted.map((name) => `--workspace=packages/${name}`);
    npm(["pack", "--pack-destination", folder, ...which, ...QUIET], ROOT);
    return readdirSync(folder).map((file) => join(folder, file));
  }
}

function npm(args: readonly string[], cwd: string): void {
  execFileSync("npm", args, { cwd, stdio: ["ignore", "ignore", "inherit"] });
}
