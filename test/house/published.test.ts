/** What is published: the packages as built, their public surface, and an installation of them in an empty folder. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { folderSize } from "./folder-size.ts";
import { assertGolden } from "./golden.ts";
import { Installation } from "./installation.ts";
import { readPackages } from "./packages.ts";
import { entryPoints, publicApi } from "./public-api.ts";
import { readerEnvironment } from "./reader.ts";
import { ROOT } from "./root.ts";
import { runTour } from "./tour.ts";

const MB = 1024 * 1024;
/** What `run`, `serve`, `call` and `inspect` may take on a disk. */
const MAX_COMMAND_BYTES = 5 * MB;

before(() => {
  execFileSync(process.execPath, ["scripts/build.mjs"], { cwd: ROOT, stdio: "inherit" });
});

test("the public surface of every package is the one that was reviewed", () => {
  const api = publicApi(readPackages().flatMap(entryPoints));
  for (const [name, text] of api) assertGolden(`api/${name.replace("@weft/", "").replaceAll("/", "-")}.txt`, text);
});

test("the command alone is one file, small, and works", () => {
  using installation = new Installation(["cli"]);
  assert.ok(folderSize(join(installation.folder, "node_modules")) < MAX_COMMAND_BYTES);
  const { version } = JSON.parse(readFileSync(join(ROOT, "packages/cli/package.json"), "utf8"));
  const printed = execFileSync("npx", ["weft", "--version"], {
    cwd: installation.folder,
    env: readerEnvironment(),
    encoding: "utf8",
  });
  assert.match(printed, new RegExp(`\\b${version.replaceAll(".", "\\.")}\\b`));
});

test("every package can be imported where it is installed", () => {
  using installation = new Installation();
  const names = readPackages()
    .flatMap(entryPoints)
    .map(({ name }) => name);
  const program = names.map((name) => `await import(${JSON.stringify(name)});`).join("\n");
  execFileSync(process.execPath, ["--input-type=module", "-e", program], { cwd: installation.folder });
});

// One after the other, because both serve on the port the README says.
test("the README's tour works in a checkout", () => followReadme(ROOT, ["-C", "source"]));

test("it works in an empty folder with the packages, the examples and the guests", async () => {
  using installation = new Installation();
  for (const folder of ["examples", "guests"]) copySources(folder, installation.folder);
  await followReadme(installation.folder, []);
});

function followReadme(cwd: string, nodeOptions: readonly string[]): Promise<void> {
  const text = readFileSync(join(ROOT, "README.md"), "utf8");
  return runTour(text, "README.md", { cwd, env: readerEnvironment(), nodeOptions });
}

function copySources(folder: string, into: string): void {
  const filter = (path: string): boolean => !/[/\\](?:node_modules|\.cache)$/.test(path);
  cpSync(join(ROOT, folder), join(into, folder), { recursive: true, filter });
}
