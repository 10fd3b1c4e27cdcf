/**
 * JavaScript to component, through QuickJS (componentize-qjs).
 *
 * componentize-qjs runs the module once at build time. A world that imports wasi:http trips it: it fills unknown imports with traps
 * whose resources are its own, then links its own wasi:io over them, and the `io-error` that wasi:http re-exports is no longer that of
 * wasi:io. So such a world is built against the same WIT under a version that its linker has no answer for, and the component's
 * import and export names get the real version back afterwards.
 */
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { refused } from "./errors.ts";
import { loadPackage, type OptionalPackage } from "./optional-package.ts";
import { renameExterns } from "./rename-externs.ts";

const COMPONENTIZE_QJS: OptionalPackage = {
  name: "componentize-qjs",
  version: "0.4.5",
  purpose: "build JavaScript",
};

interface ComponentizeQjs {
  componentize(options: {
    witPath: string;
    jsSource: string;
    jsPath: string;
    moduleRoot: string;
    world?: string;
    sync: boolean;
  }): Promise<{ component: Uint8Array }>;
}

export interface JavaScriptOptions {
  /** The entry module; what it imports lies beside or below it. */
  readonly source: string;
  /** A WIT file, or a folder with the packages it depends on in `deps/`. */
  readonly wit: string;
  /** The world, where the WIT has more than one. */
  readonly world?: string;
  readonly projectDir: string;
}

/** A version of WASI 0.2 that wasi:http is built under. As long as the real one, so that no size in the binary changes. */
const UNKNOWN_PATCH = "0.9";

/** @throws ToolchainError `missing-package`, or `refused` with the tool's message. */
export async function componentizeJavaScript(options: JavaScriptOptions): Promise<Uint8Array> {
  const tool = await loadPackage<ComponentizeQjs>(COMPONENTIZE_QJS, options.projectDir);
  const scratch = await mkdtemp(join(tmpdir(), "weft-build-"));
  try {
    return await componentize(tool, options, scratch);
  } catch (error) {
    throw refused(options.source, error);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function componentize(tool: ComponentizeQjs, options: JavaScriptOptions, scratch: string): Promise<Uint8Array> {
  const witPath = join(scratch, "wit", basename(options.wit));
  await cp(options.wit, witPath, { recursive: true });
  const renamed = await renumberHttp(witPath);
  const moduleRoot = join(scratch, "source");
  await cp(dirname(options.source), moduleRoot, { recursive: true, filter: (file) => !file.includes("node_modules") });
  const jsPath = join(moduleRoot, basename(options.source));
  if (renamed !== undefined) await replaceInFolder(moduleRoot, `@${renamed.real}`, `@${renamed.unknown}`);
  const jsSource = await readFile(jsPath, "utf8");
  const world = options.world === undefined ? {} : { world: options.world };
  const { component } = await tool.componentize({ witPath, jsSource, jsPath, moduleRoot, ...world, sync: true });
  return renamed === undefined ? component : renameExterns(component, `@${renamed.unknown}`, `@${renamed.real}`);
}

interface Renumbered {
  readonly real: string;
  readonly unknown: string;
}

/** Gives the WASI packages another version, if wasi:http is among them. */
async function renumberHttp(witPath: string): Promise<Renumbered | undefined> {
  const texts = await Promise.all((await witFiles(witPath)).map((file) => readFile(file, "utf8")));
  const real = texts
    .map((text) => /^\s*package wasi:http@(0\.2\.\d+)/m.exec(text)?.[1])
    .find((each) => each !== undefined);
  if (real === undefined) return undefined;
  const unknown = UNKNOWN_PATCH + real.slice("0.2".length);
  await replaceInFolder(witPath, `@${real}`, `@${unknown}`);
  return { real, unknown };
}

async function witFiles(path: string): Promise<string[]> {
  return (await filesBelow(path)).filter((file) => file.endsWith(".wit"));
}

async function filesBelow(path: string): Promise<string[]> {
  if (path.endsWith(".wit")) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

async function replaceInFolder(path: string, from: string, to: string): Promise<void> {
  for (const file of (await filesBelow(path)).filter((each) => /\.(wit|m?js)$/.test(each))) {
    const text = await readFile(file, "utf8");
    if (text.includes(from)) await writeFile(file, text.replaceAll(from, to));
  }
}
