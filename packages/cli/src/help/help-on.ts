/** `weft help`, `--help`. */
import { CliError } from "../cli-error.ts";
import type { Command, Executable, Outcome } from "../command.ts";
import { nearest } from "../nearest.ts";
import { commandHelp, overview } from "./help-text.ts";

export interface CommandTable {
  readonly weft: Command;
  readonly commands: readonly Command[];
}

export function helpOn(table: CommandTable): Executable {
  return { execute: async ({ operands: [name] }) => explain(name, table) };
}

function explain(name: string | undefined, { weft, commands }: CommandTable): Outcome {
  if (name === undefined)
    return { exitCode: 0, text: overview(weft, commands), json: { ...asJson(weft), commands: commands.map(asJson) } };
  const command = commands.find((each) => each.name === name);
  if (command === undefined) throw unknownCommand(name, commands);
  return { exitCode: 0, text: commandHelp(command), json: asJson(command) };
}

function asJson({ load: _, ...row }: Command): object {
  return row;
}

function unknownCommand(name: string, commands: readonly Command[]): CliError {
  const near = nearest(
    name,
    commands.map((command) => command.name),
  );
  return new CliError({
    code: "usage",
    message: `Unknown command "${name}"${near === undefined ? "" : `; did you mean weft ${near}?`}`,
    hints: name.endsWith(".wasm")
      ? [`To run a command component: weft run ${name}`, `To see what is in it: weft inspect ${name}`]
      : ["weft --help lists the commands."],
  });
}
