/**
 * Tools are large, so none is a dependency: each is loaded when it is first used, from the project that builds, else from where
 * this package is installed, and where it is missing the error says what to install.
 */
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { missingPackage } from "./errors.ts";

export interface OptionalPackage {
  readonly name: string;
  /** The version that was tested. */
  readonly version: string;
  /** What to import, if not the package's main entry. */
  readonly entry?: string;
  /** Completes "Cannot …" when it is missing. */
  readonly purpose: string;
}

/** @throws ToolchainError `missing-package` */
export async function loadPackage<T>(wanted: OptionalPackage, projectDir: string): Promise<T> {
  const entry = wanted.entry ?? wanted.name;
  const file = resolveFrom(entry, join(projectDir, "package.json")) ?? resolveFrom(entry, import.meta.filename);
  if (file === undefined) throw missingPackage(wanted.name, wanted.version, wanted.purpose);
  return (await import(pathToFileURL(file).href)) as T;
}

function resolveFrom(entry: string, from: string): string | undefined {
  try {
    return createRequire(from).resolve(entry);
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

function isNotFound(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "MODULE_NOT_FOUND";
}
