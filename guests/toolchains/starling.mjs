/** JavaScript through StarlingMonkey (SpiderMonkey): componentize-js, which comes with `@bytecodealliance/jco`. */
import { readFile } from "node:fs/promises";
import path from "node:path";

export const irreproducible = "what it builds is too large to be committed, so there is nothing to compare with";

/** Why this toolchain cannot be used here, or undefined. */
export async function missing() {
  try {
    await import("@bytecodealliance/componentize-js");
  } catch (error) {
    return `componentize-js is not installed (npm install --no-save --prefix guests): ${error.message}`;
  }
}

/** Builds `{ source, wit, world, output }`; `wit` is one file, because the API takes WIT as text. */
export async function build(folder, { source, wit, world, output }) {
  const { componentize } = await import("@bytecodealliance/componentize-js");
  const text = await readFile(path.join(folder, wit), "utf8");
  const javaScript = await readFile(path.join(folder, source), "utf8");
  const { component } = await componentize(javaScript, text, {
    worldName: world,
    disableFeatures: ["http", "fetch-event"],
  });
  return { [output]: component };
}
