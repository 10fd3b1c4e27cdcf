import { spawnSync } from "node:child_process";
import { delimiter, dirname, join } from "node:path";

const STAND_INS = join(import.meta.dirname, "bin");

/** The environment of somebody who follows a document: this Node, curl, and none of the settings that this process has for npm. */
export function readerEnvironment(): NodeJS.ProcessEnv {
  const { PATH = "", HOME, TMPDIR } = process.env;
  const path = [dirname(process.execPath), PATH, ...(hasCurl() ? [] : [STAND_INS])].join(delimiter);
  // npm would warn of settings it does not know, which are those of the machine.
  return { PATH: path, HOME, TMPDIR, NO_COLOR: "1", npm_config_loglevel: "error" };
}

function hasCurl(): boolean {
  return spawnSync("curl", ["--version"]).status === 0;
}
