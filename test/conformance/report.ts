/** What a run came to: a table by folder for people, the same as JSON. */
import { dirname } from "node:path";
import type { Failure } from "./run-script.ts";

export interface ScriptReport {
  /** Relative to the path that was given. */
  readonly file: string;
  readonly directives: number;
  readonly passed: number;
  /** Failures that the list, or a header of the script, explains. */
  readonly expected: readonly Failure[];
  readonly reason?: string;
  readonly unexpected: readonly Failure[];
  /** Lines that are listed as failing and pass. */
  readonly stale: readonly number[];
}

export interface Totals {
  files: number;
  passedFiles: number;
  directives: number;
  passed: number;
  expected: number;
  unexpected: number;
}

export interface Report {
  readonly engine: string;
  readonly folders: Readonly<Record<string, Totals>>;
  readonly total: Totals;
  readonly scripts: readonly ScriptReport[];
}

export function summarise(scripts: readonly ScriptReport[]): Report {
  const folders: Record<string, Totals> = {};
  const total = empty();
  for (const script of scripts) {
    const folder = dirname(script.file);
    folders[folder] ??= empty();
    for (const sum of [folders[folder], total]) add(sum, script);
  }
  return { engine: "weft", folders, total, scripts };
}

/** Whether everything was as expected. */
export function isGood({ scripts }: Report): boolean {
  return scripts.length > 0 && scripts.every(({ unexpected, stale }) => unexpected.length === 0 && stale.length === 0);
}

const COLUMNS = ["", "files", "passed", "directives", "passed", "expected to fail", "failed"];

export function formatReport(report: Report): string {
  const rows = Object.entries({ ...report.folders, total: report.total }).map(([folder, totals]) => [
    folder,
    ...[totals.files, totals.passedFiles, totals.directives, totals.passed, totals.expected, totals.unexpected].map(
      String,
    ),
  ]);
  return [...report.scripts.flatMap(problems), formatTable([COLUMNS, ...rows])].join("\n");
}

function problems({ file, unexpected, stale }: ScriptReport): string[] {
  return [
    ...unexpected.map(({ line, directive, reason }) => `${file}:${line}: ${directive}: ${reason}`),
    ...stale.map((line) => `${file}:${line}: is listed as failing, but passes: take it off the list (BLESS=1)`),
  ];
}

function formatTable(rows: readonly (readonly string[])[]): string {
  const widths = COLUMNS.map((_, i) => Math.max(...rows.map((row) => (row[i] ?? "").length)));
  return rows
    .map((row) =>
      row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join("  "),
    )
    .join("\n");
}

function empty(): Totals {
  return { files: 0, passedFiles: 0, directives: 0, passed: 0, expected: 0, unexpected: 0 };
}

function add(sum: Totals, { directives, passed, expected, unexpected }: ScriptReport): void {
  sum.files++;
  if (passed === directives) sum.passedFiles++;
  sum.directives += directives;
  sum.passed += passed;
  sum.expected += expected.length;
  sum.unexpected += unexpected.length;
}
