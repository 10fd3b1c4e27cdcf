/** What `--help` prints. */
import type { Command, Option, Options } from "../command.ts";
import { usageLine } from "../parse-command-line.ts";
import { optionLabel } from "./option-label.ts";

const WIDTH = 100;

/** All commands, a line each. */
export function overview(weft: Command, commands: readonly Command[]): string {
  return [
    `${weft.summary}\n\nUsage: weft command [option …] x.wasm …\n`,
    section(
      "Commands",
      commands.map(({ name, summary }) => [name, summary]),
    ),
    section("Options", Object.entries(weft.options).map(describeOption)),
    "weft help command says more about one of them.\n",
  ].join("\n");
}

/** All about one command. */
export function commandHelp(command: Command): string {
  return [
    `${command.summary}\n\nUsage: ${usageLine(command)}\n`,
    ...command.description.map((paragraph) => `${wrap(paragraph, 0)}\n`),
    section("Options", optionRows(command.options)),
    section(
      "Examples",
      command.examples.map(({ line, says }) => [line, says]),
    ),
  ].join("\n");
}

function optionRows(options: Options): [string, string][] {
  return Object.entries(options).map(describeOption);
}

function describeOption([name, option]: [string, Option]): [string, string] {
  return [optionLabel(name, option), option.summary + (option.multiple ? " (may be repeated)" : "")];
}

function section(title: string, rows: readonly (readonly [string, string])[]): string {
  const column = Math.min(Math.max(...rows.map(([label]) => label.length)), 36) + 4;
  return `${title}:\n${rows.map((row) => `${layOut(row, column)}\n`).join("")}`;
}

/** The label, and beside it, or below it if it is long, what it means. */
function layOut([label, text]: readonly [string, string], column: number): string {
  const body = wrap(text, column);
  return label.length + 4 > column
    ? `  ${label}\n${" ".repeat(column)}${body}`
    : `  ${label.padEnd(column - 2)}${body}`;
}

/** Breaks a text so that lines after the first are indented. */
function wrap(text: string, indent: number): string {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && indent + line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line].join(`\n${" ".repeat(indent)}`);
}
