/** A component out of a file. */
import { readFileSync } from "node:fs";
import { Component } from "@weft/core";
import { nodePlatform } from "@weft/wasi/node";
import { compileCached } from "./artifact-cache.ts";
import { CliError } from "./cli-error.ts";

/**
 * @throws CliError when the file cannot be read.
 * @throws ParseError | ValidationError when it is not a component that runs here.
 */
export async function compileFile(file: string): Promise<Component> {
  return compileCached(readComponentFile(file));
}

/** @throws ParseError | ValidationError */
export function compile(bytes: Uint8Array): Promise<Component> {
  return Component.compile(bytes, { platform: nodePlatform });
}

/** @throws CliError */
export function readComponentFile(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw unreadable(file, cause as NodeJS.ErrnoException);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  ENOTDIR: "there is no such file",
  EISDIR: "it is a directory; expected a component, a file that usually ends in .wasm",
  EACCES: "this user may not read it",
  EPERM: "this user may not read it",
};

function unreadable(file: string, cause: NodeJS.ErrnoException): CliError {
  const reason = REASONS[cause.code ?? ""] ?? cause.message;
  return new CliError({ code: "unreadable-file", message: `Cannot read ${file}: ${reason}` }, { cause });
}
