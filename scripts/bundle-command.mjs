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
    // Less to read and to check at each start.
    minify: true,
    // What compiling makes of components is kept for this build only.
    define: { WEFT_BUILD: JSON.stringify(String(Date.now())) },
    conditions: ["source"],
    logLevel: "warning",
  });
  return metafile;
}
