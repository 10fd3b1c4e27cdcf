/** What is published: the packages as built, their public surface, and an installation of them in an empty folder. */
import { execFileSync } from "node:child_process";
import { before, test } from "node:test";
import { assertGolden } from "./golden.ts";
import { readPackages } from "./packages.ts";
import { entryPoints, publicApi } from "./public-api.ts";
import { ROOT } from "./root.ts";

before(() => {
  execFileSync(process.execPath, ["scripts/build.mjs"], { cwd: ROOT, stdio: "inherit" });
});

test("the public surface of every package is the one that was reviewed", () => {
  const api = publicApi(readPackages().flatMap(entryPoints));
  for (const [name, text] of api) assertGolden(`api/${name.replace("@weft/", "").replaceAll("/", "-")}.txt`, text);
});
