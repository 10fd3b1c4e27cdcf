/** Runs every script below a path and compares with what is expected. */
import { glob, readFile, stat } from "node:fs/promises";
import { basename, dirname, join, relative } from "node:path";
import type { Assembler } from "./assembler.ts";
import { compare, type Expectations } from "./expectations.ts";
import { laterFeatures } from "./headers.ts";
import { type Report, type ScriptReport, summarise } from "./report.ts";
import type { Failure, ScriptResult } from "./run-script.ts";
import { ScriptThread } from "./script-thread.ts";

export interface SuiteOptions {
  readonly assembler: Assembler;
  readonly expectations: Expectations;
  readonly host?: string | undefined;
  /** Makes what happens what is expected. */
  readonly bless?: boolean;
}

export async function runSuite(path: string, options: SuiteOptions): Promise<Report> {
  await using thread = new ScriptThread(options.host);
  const reports: ScriptReport[] = [];
  const { folder, files } = await findScripts(path);
  for (const file of files) {
    const result = await runOne(join(folder, file), thread, options);
    reports.push(await judge(file, join(folder, file), result, options));
  }
  return summarise(reports);
}

async function findScripts(path: string): Promise<{ folder: string; files: string[] }> {
  if ((await stat(path)).isFile()) return { folder: dirname(path), files: [basename(path)] };
  const files: string[] = [];
  for await (const file of glob("**/*.wast", { cwd: path, exclude: (name) => name === "node_modules" }))
    files.push(file);
  return { folder: path, files: files.sort() };
}

/** A script that cannot be assembled, or does not end, counts as one directive that fails. */
async function runOne(script: string, thread: ScriptThread, { assembler }: SuiteOptions): Promise<ScriptResult> {
  try {
    return await thread.run(await assembler.convert(script));
  } catch (error) {
    const { name, message } = error as Error;
    return { directives: 1, failures: [{ line: 1, directive: "module", reason: `${name}: ${message}` }] };
  }
}

async function judge(
  file: string,
  script: string,
  { directives, failures }: ScriptResult,
  { expectations, bless = false }: SuiteOptions,
): Promise<ScriptReport> {
  const counts = { file: relative(".", file), directives, passed: directives - failures.length };
  const listed = expectations.of(script);
  if (listed !== undefined && bless) listed.lines = failures.map(({ line }) => line);
  const later = listed === undefined ? laterFeatures(await readFile(script, "utf8")) : [];
  if (later.length > 0) return { ...counts, expected: failures, reason: later.join(", "), unexpected: [], stale: [] };
  const { unexpected, stale } = compare(failures, listed);
  const expected = failures.filter((failure: Failure) => !unexpected.includes(failure));
  return { ...counts, expected, ...(listed && { reason: listed.reason }), unexpected, stale };
}
