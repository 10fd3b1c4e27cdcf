/**
 * A script with its binaries, in one file that is committed in generated/ beside it, so that it runs where nothing can assemble it. `BLESS=1` makes the
 * file anew, which takes wasm-tools.
 */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { COMMANDS, convertScript } from "./assembler.ts";
import type { Directive, Script } from "./directive.ts";

export interface ConvertedCase {
  /** SHA-256 of the script it was made of. */
  readonly source: string;
  readonly commands: readonly Directive[];
  /** Base64, by the name that directives use. */
  readonly files: Readonly<Record<string, string>>;
}

/** @throws when the script has changed since it was converted */
export async function readCase(script: string): Promise<ConvertedCase> {
  const file = join(dirname(script), "generated", `${basename(script, ".wast")}.json`);
  if (process.env["BLESS"] === "1") await writeFile(file, `${JSON.stringify(await convert(script), undefined, 1)}\n`);
  const converted = existsSync(file) ? (JSON.parse(await readFile(file, "utf8")) as ConvertedCase) : undefined;
  if (converted?.source === (await hashOf(script))) return converted;
  throw new Error(
    `${file} was not made of this script; with wasm-tools on the PATH, run the test with BLESS=1 and commit`,
  );
}

async function convert(script: string): Promise<ConvertedCase> {
  const folder = await mkdtemp(join(tmpdir(), "weft-case-"));
  try {
    await convertScript(script, folder);
    const { commands } = JSON.parse(await readFile(join(folder, COMMANDS), "utf8")) as Script;
    const names = (await readdir(folder)).filter((name) => name !== COMMANDS).sort();
    const contents = await Promise.all(names.map((name) => readFile(join(folder, name), "base64")));
    return {
      source: await hashOf(script),
      commands,
      files: Object.fromEntries(names.map((name, i) => [name, contents[i] ?? ""])),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function hashOf(script: string): Promise<string> {
  return createHash("sha256")
    .update(await readFile(script))
    .digest("hex");
}
