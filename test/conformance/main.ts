/** `npm run conformance -- PATH [--host FILE.mjs] [--json]`: runs the scripts of a checkout. */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { Assembler, AssemblerError } from "./assembler.ts";
import { Expectations } from "./expectations.ts";
import { formatReport, isGood } from "./report.ts";
import { runSuite } from "./run-suite.ts";

const USAGE = `usage: npm run conformance -- PATH [--host FILE.mjs] [--json]

Runs every .wast script below PATH, e.g. the test/ folder of a checkout of the Component Model.
  --host FILE.mjs  gives the scripts' components what the file exports as "imports"
  --json           prints the result as JSON
  BLESS=1          in the environment: what fails now is what is expected of listed scripts`;

const CACHE = join(import.meta.dirname, "../../.cache/conformance");

async function main(): Promise<number> {
  const { path, host, json } = readArguments();
  if (path === undefined) return refuse(USAGE);
  if (!existsSync(path)) return refuse(`Expected a file or folder with .wast scripts, found nothing at ${path}`);
  const bless = process.env["BLESS"] === "1";
  const expectations = await Expectations.load();
  const assembler = await Assembler.find(CACHE);
  const report = await runSuite(path, { assembler, expectations, host, bless });
  if (bless) await expectations.bless();
  console.log(json ? JSON.stringify(report, undefined, 2) : formatReport(report));
  if (report.scripts.length === 0) return refuse(`Expected .wast scripts below ${path}, found none`);
  return isGood(report) ? 0 : 1;
}

function readArguments(): { path?: string; host?: string; json: boolean } {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { host: { type: "string" }, json: { type: "boolean", default: false } },
  });
  const [path] = positionals;
  return { ...(path && { path: resolve(path) }), ...(values.host && { host: values.host }), json: values.json };
}

function refuse(message: string): number {
  console.error(message);
  return 2;
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof AssemblerError) && (error as NodeJS.ErrnoException).code !== "ERR_PARSE_ARGS_UNKNOWN_OPTION")
    throw error;
  process.exitCode = refuse((error as Error).message);
}
