import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** The version line of a command, or undefined when it is not on PATH. */
export async function findTool(name) {
  try {
    return (await run(name, ["--version"])).stdout.split("\n")[0];
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw error;
  }
}

/** Runs a command; returns its standard output as bytes, or throws with what it said on standard error. */
export async function runTool(name, args, options = {}) {
  try {
    return (await run(name, args, { ...options, encoding: "buffer" })).stdout;
  } catch (error) {
    throw new Error(`${[name, ...args].join(" ")} failed:\n${error.stderr ?? error.message}`, { cause: error });
  }
}
