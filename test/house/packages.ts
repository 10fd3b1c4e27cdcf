import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./root.ts";

/** What the checks read of a package.json. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly exports?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** A folder of packages/. */
export interface Package {
  /** The folder's name: `core`, not `@weft/core`. */
  readonly folder: string;
  /** Relative to the root: `packages/core`. */
  readonly path: string;
  readonly manifest: Manifest;
}

/** The packages of this workspace, by name. */
export function readPackages(): Package[] {
  return readdirSync(join(ROOT, "packages"))
    .filter((folder) => existsSync(join(ROOT, "packages", folder, "package.json")))
    .map((folder) => ({
      folder,
      path: `packages/${folder}`,
      manifest: readManifest(`packages/${folder}/package.json`),
    }));
}

/** @throws when the file is not there */
export function readManifest(path: string): Manifest {
  return JSON.parse(readFileSync(join(ROOT, path), "utf8")) as Manifest;
}
