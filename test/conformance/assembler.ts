/**
 * Text to binary, by the native `wasm-tools`: nothing on npm assembles scripts of components. What it made is kept in the cache, by the
 * hash of the script and the version of the tool, so that a second run does not need it.
 */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const MAX_OUTPUT_BYTES = 64 * 2 ** 20;
export const COMMANDS = "commands.json";

export class AssemblerError extends Error {
  override readonly name = "AssemblerError";
}

export class Assembler {
  readonly #cache: string;
  readonly #version: string;

  private constructor(cache: string, version: string) {
    this.#cache = cache;
    this.#version = version;
  }

  /** @throws AssemblerError that says what to install */
  static async find(cache: string): Promise<Assembler> {
    try {
      const { stdout } = await run("wasm-tools", ["--version"]);
      return new Assembler(cache, stdout.trim());
    } catch (cause) {
      throw new AssemblerError(
        "Scripts (.wast) are assembled by wasm-tools, which is not on the PATH. Install it with: cargo install --locked wasm-tools",
        { cause },
      );
    }
  }

  /**
   * The folder with a script's directives, COMMANDS, and the binaries they name.
   * @throws AssemblerError when the script is not one to this version of the tool
   */
  async convert(script: string): Promise<string> {
    const source = await readFile(script);
    const key = createHash("sha256")
      .update(this.#version)
      .update(basename(script))
      .update(source)
      .digest("hex")
      .slice(0, 32);
    const folder = join(this.#cache, key);
    if (!existsSync(join(folder, COMMANDS))) await this.#assemble(script, folder);
    return folder;
  }

  async #assemble(script: string, folder: string): Promise<void> {
    await mkdir(this.#cache, { recursive: true });
    const draft = `${folder}.${process.pid}`;
    await convertScript(script, draft);
    await rm(folder, { recursive: true, force: true });
    await rename(draft, folder);
  }
}

/** Writes a script's directives and binaries into a folder of their own. */
export async function convertScript(script: string, folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  try {
    const { stdout } = await run("wasm-tools", ["json-from-wast", script, "--wasm-dir", folder], {
      maxBuffer: MAX_OUTPUT_BYTES,
    });
    await writeFile(join(folder, COMMANDS), stdout);
  } catch (cause) {
    await rm(folder, { recursive: true, force: true });
    throw new AssemblerError(firstLine(cause), { cause });
  }
}

/** The binary of a text file, or what is wrong with the text. */
export async function assembleText(file: string): Promise<Uint8Array | string> {
  const binary = `${file}.wasm`;
  try {
    await run("wasm-tools", ["parse", file, "-o", binary]);
    return await readFile(binary);
  } catch (error) {
    if (isMissing(error)) return "there is no wasm-tools to assemble it";
    return firstLine(error);
  }
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === "ENOENT";
}

function firstLine(error: unknown): string {
  const { stderr = "", message } = error as Error & { stderr?: string };
  return stderr.split("\n").find((line) => line.trim() !== "") ?? message;
}
