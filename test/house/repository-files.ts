import { readdirSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./root.ts";

/** What is made or fetched, never written: .gitignore, and git itself. */
const NOT_OURS = new Set([".git", "node_modules", "dist", ".cache"]);

const BINARY = /\.(?:wasm|png|ico|woff2)$/;

/** Every file of the repository, relative to its root. */
export function repositoryFiles(folder = ""): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true })
    .filter(({ name }) => !NOT_OURS.has(name))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? repositoryFiles(path) : [path];
    });
}

/** Those of them that are text. */
export function textFiles(): string[] {
  return repositoryFiles().filter((file) => !BINARY.test(file));
}
