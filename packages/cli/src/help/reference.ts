/** docs/cli.md, from the same table as `--help`. `reference.test.ts` keeps the file equal to it; BLESS=1 rewrites it. */
import type { Command, Example, Option, Options } from "../command.ts";
import { usageLine } from "../parse-command-line.ts";
import { optionLabel } from "./option-label.ts";

const INTRODUCTION = `# The \`weft\` command

<!-- Generated from packages/cli/src/commands.ts; a test keeps the two equal. -->

\`weft --help\` lists the commands, \`weft help run\` explains one.`;

const EXIT_CODES = `## Exit codes

| code | meaning |
|---|---|
| 0 | It worked. |
| 1 | \`weft call\`: the function returned its error case. |
| 2 | The command line, a file or the component has to be put right; standard error says how. |
| 70 | A bug in Weft. Please report it; with \`WEFT_DEBUG=1\` it is told where. |
| 134 | The guest trapped. |
| other | \`weft run\`: the guest's own. |

A reader that goes away (\`weft inspect x.wasm | head\`) ends the command by SIGPIPE, quietly.`;

const ENVIRONMENT = `## Environment

| variable | meaning |
|---|---|
| \`NO_COLOR\` | No colours, also on a terminal. |
| \`WEFT_DEBUG\` | Bugs in Weft are printed with their stack. |
| \`XDG_CACHE_HOME\` | Its folder \`weft\` holds what was compiled before; \`~/.cache\` unless set, on Windows \`LOCALAPPDATA\`. |`;

export function reference(weft: Command, commands: readonly Command[]): string {
  const sections = commands.map((command) => describeCommand(command));
  return `${[INTRODUCTION, optionTable(weft.options), ...sections, EXIT_CODES, ENVIRONMENT].join("\n\n")}\n`;
}

function describeCommand(command: Command): string {
  return [
    `## weft ${command.name}`,
    `${command.summary}.`,
    fence([usageLine(command)]),
    ...command.description,
    optionTable(command.options),
    fence(command.examples.map(describeExample)),
  ].join("\n\n");
}

function describeExample({ line, says }: Example): string {
  return `${line}   # ${says}`;
}

function fence(lines: readonly string[]): string {
  return ["```sh", ...lines, "```"].join("\n");
}

function optionTable(options: Options): string {
  const rows = Object.entries(options).map(
    ([name, option]) => `| \`${optionLabel(name, option)}\` | ${describe(option)} |`,
  );
  return ["| option | meaning |", "|---|---|", ...rows].join("\n");
}

function describe({ summary, multiple }: Option): string {
  return `${summary}.${multiple ? " May be repeated." : ""}`;
}
