/**
 * Failures that are known, in expected/*.json, a file for each suite: by script, with the reason and the lines that fail. The rest has to
 * pass, and what is listed has to fail, so that the list is true at any time. `BLESS=1` writes the lines anew and keeps the reasons.
 *
 *     { "suite": "…", "files": { "test/async/x.wast": { "reason": "…", "lines": [3, 14] } } }
 *
 * A script belongs to a suite when its path ends as an entry's does.
 */
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join, sep } from "node:path";
import type { Failure } from "./run-script.ts";

export interface Expectation {
  readonly reason: string;
  lines: readonly number[];
}

export interface Suite {
  readonly suite: string;
  readonly source: string;
  readonly files: Record<string, Expectation>;
}

const FOLDER = join(import.meta.dirname, "expected");

export class Expectations {
  readonly #suites: ReadonlyMap<string, Suite>;

  private constructor(suites: ReadonlyMap<string, Suite>) {
    this.#suites = suites;
  }

  static async load(): Promise<Expectations> {
    const names = await readdir(FOLDER);
    const suites = await Promise.all(names.map(async (name) => JSON.parse(await readFile(join(FOLDER, name), "utf8"))));
    return new Expectations(new Map(names.map((name, i) => [name, suites[i] as Suite])));
  }

  of(script: string): Expectation | undefined {
    const path = script.split(sep).join("/");
    for (const { files } of this.#suites.values()) {
      const entry = Object.entries(files).find(([file]) => path.endsWith(`/${file}`));
      if (entry !== undefined) return entry[1];
    }
    return undefined;
  }

  /** Writes the lists as they are now, without scripts that pass. */
  async bless(): Promise<void> {
    for (const [name, suite] of this.#suites) {
      const failing = Object.entries(suite.files).filter(([, { lines }]) => lines.length > 0);
      const text = JSON.stringify({ ...suite, files: Object.fromEntries(failing) }, undefined, 2);
      await writeFile(join(FOLDER, name), `${inOneLine(text)}\n`);
    }
  }
}

/** Lists of numbers in one line each. */
function inOneLine(json: string): string {
  return json.replaceAll(/\[[\d,\s]*\]/g, (list) => list.replaceAll(/\s+/g, " ").replace("[ ", "[").replace(" ]", "]"));
}

/** The failures that are not listed, and the listed lines that pass. */
export function compare(
  failures: readonly Failure[],
  expectation: Expectation | undefined,
): { readonly unexpected: readonly Failure[]; readonly stale: readonly number[] } {
  const lines = expectation?.lines ?? [];
  const failed = new Set(failures.map(({ line }) => line));
  return {
    unexpected: failures.filter(({ line }) => !lines.includes(line)),
    stale: lines.filter((line) => !failed.has(line)),
  };
}
