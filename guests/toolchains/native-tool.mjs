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
