/** The command as one file, as it is published. */
import { ROOT } from "./find-node.cjs";

/**
 * @param {string} outfile
 * @returns what went into it
 */
export async function bundleCommand(outfile) {
  const { build } = await import("esbuild");
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: ["packages/cli/src/main.ts"],
    outfile,
    bundle: true,
    metafile: true,
    platform: "node",
    target: "node26",
    // As CommonJS, because there `node:http` is loaded when it is used; a module would load it, at 50 ms, whatever the command.
    format: "cjs",
    // Less to read and to hash at each start. Names stay, for the stack of an error that is ours.
    minifyWhitespace: true,
    minifySyntax: true,
    conditions: ["source"],
    logLevel: "warning",
  });
  return metafile;
}
