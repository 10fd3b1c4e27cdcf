/** `weft inspect`: what a component needs and offers, and what Weft makes of it. */
import { CliError } from "../cli-error.ts";
import type { Invocation, Outcome } from "../command.ts";
import { compile, readComponentFile } from "../compile-file.ts";
import type { INSPECT_OPTIONS } from "../options.ts";
import type { View } from "./inspected.ts";

const VIEWS = {
  plan: (): Promise<View> => import("./show-plan.ts"),
  code: (): Promise<View> => import("./show-code.ts"),
  types: (): Promise<View> => import("./show-types.ts"),
  interface: (): Promise<View> => import("./show-interface.ts"),
};

export async function execute({ values, operands }: Invocation<typeof INSPECT_OPTIONS>): Promise<Outcome> {
  const [file = ""] = operands;
  const wanted = (["plan", "code", "types"] as const).filter((name) => values[name]);
  if (wanted.length > 1) throw tooMany(wanted);
  const bytes = readComponentFile(file);
  const component = await compile(bytes);
  const { show } = await VIEWS[wanted[0] ?? "interface"]();
  return { exitCode: 0, ...show({ file, bytes, component }) };
}

function tooMany(wanted: readonly string[]): CliError {
  const found = wanted.map((name) => `--${name}`).join(" and ");
  return new CliError({ code: "usage", message: `Expected one of --plan, --code and --types, found ${found}` });
}
