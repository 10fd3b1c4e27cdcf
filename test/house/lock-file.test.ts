/** `npm install` with a lock file that does not fit package.json resolves anew without a word; here it is an error. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { type Manifest, readManifest, readPackages } from "./packages.ts";
import { ROOT } from "./root.ts";

interface LockEntry extends Partial<Manifest> {
  readonly resolved?: string;
  readonly link?: boolean;
  readonly integrity?: string;
}

const KINDS = ["dependencies", "devDependencies", "optionalDependencies", "peerDependencies"] as const;

const lock = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8")) as {
  packages: Record<string, LockEntry>;
};
const manifests = [
  ["", readManifest("package.json")] as const,
  ...readPackages().map((p) => [p.path, p.manifest] as const),
];

for (const [folder, manifest] of manifests) {
  test(`the lock file knows what ${folder || "the root"} depends on`, () => {
    for (const kind of KINDS) {
      assert.deepEqual(lock.packages[folder]?.[kind] ?? {}, manifest[kind] ?? {}, "npm run lock mends it");
    }
  });

  test(`${folder || "the root"} names exact versions`, () => {
    const loose = KINDS.flatMap((kind) => Object.entries(manifest[kind] ?? {}))
      .filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version))
      .map(([name, version]) => `${name}@${version}`);
    assert.deepEqual(loose, []);
  });
}

test("the lock file pins every package by its hash and none by an address", () => {
  // With a node_modules beside it, npm leaves out the hashes it did not need to read.
  const mend = "remove package-lock.json and run npm run lock";
  const fetched = Object.entries(lock.packages).filter(
    ([path, e]) => path.startsWith("node_modules/") && e.link !== true,
  );
  assert.deepEqual(
    fetched.filter(([, e]) => e.resolved !== undefined || e.integrity === undefined).map(([path]) => path),
    [],
    mend,
  );
});
