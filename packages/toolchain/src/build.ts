/** A component from a source file, by the language its name ends in. */
import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { assembleText } from "./assemble-text.ts";
import { componentizeJavaScript } from "./componentize-javascript.ts";
import { ToolchainError } from "./errors.ts";

export interface BuildOptions {
  readonly source: string;
  /** The WIT of the world to build for; component text has it in itself. */
  readonly wit?: string;
  readonly world?: string;
  readonly projectDir: string;
}

type Build = (options: BuildOptions) => Promise<Uint8Array>;

const LANGUAGES: Readonly<Record<string, Build>> = {
  ".wat": async ({ source, projectDir }) => assembleText(await readFile(source, "utf8"), { projectDir }),
  ".js": buildJavaScript,
  ".mjs": buildJavaScript,
};

/** @throws ToolchainError */
export async function build(options: BuildOptions): Promise<Uint8Array> {
  const language = LANGUAGES[extname(options.source)];
  if (language !== undefined) return language(options);
  const known = Object.keys(LANGUAGES).join(", ");
  throw new ToolchainError("unknown-language", `Cannot build ${options.source}: expected a file that ends in ${known}`);
}

function buildJavaScript({ source, wit, world, projectDir }: BuildOptions): Promise<Uint8Array> {
  if (wit === undefined)
    throw new ToolchainError("refused", `Cannot build ${source}: expected the WIT of its world, found none`);
  return componentizeJavaScript({ source, wit, projectDir, ...(world !== undefined && { world }) });
}
