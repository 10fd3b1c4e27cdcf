import type { Outcome } from "./command.ts";

/** As in package.json; a test keeps them equal. */
export const VERSION = "0.1.0";

export function versionOutcome(): Outcome {
  return {
    exitCode: 0,
    text: `weft ${VERSION}\n`,
    json: { version: VERSION, node: process.versions.node, v8: process.versions.v8 },
  };
}
