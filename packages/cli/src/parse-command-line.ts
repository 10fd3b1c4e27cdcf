/**
 * From the words of a command line to an invocation, by a command's row in the table.
 *
 * Two steps, so that a line that cannot be understood still says whether its error is to be JSON.
 */
import { parseArgs } from "node:util";
import { CliError } from "./cli-error.ts";
import type { Command, Invocation, Options } from "./command.ts";
import { nearest } from "./nearest.ts";

interface OptionToken {
  readonly name: string;
  /** As it was written: `--addr`, `-h`. */
  readonly rawName: string;
  readonly value: string | undefined;
}

/** A command line taken apart, not yet checked. */
export interface Words {
  readonly options: readonly OptionToken[];
  readonly operands: readonly string[];
  readonly guestArgs: readonly string[];
}

export function splitWords(command: Command, args: readonly string[]): Words {
  const { tokens } = parseArgs({
    args: [...args],
    options: command.options,
    strict: false,
    tokens: true,
    allowPositionals: true,
  });
  const first = tokens.find((token) => token.kind === "positional");
  const end = command.passesArguments && first !== undefined ? first.index : args.length;
  const own = tokens.filter((token) => token.index <= end);
  return {
    options: own.filter((token) => token.kind === "option").map((token) => ({ ...token, value: token.value })),
    operands: own.filter((token) => token.kind === "positional").map((token) => token.value),
    guestArgs: args.slice(end + 1),
  };
}

export function hasFlag(words: Words, name: string): boolean {
  return words.options.some((option) => option.name === name && option.value === undefined);
}

/** @throws CliError for what is unknown, missing or too much */
export function interpret(command: Command, words: Words): Invocation {
  const values = readOptions(command, words.options);
  checkOperands(command, words.operands);
  return { values, operands: words.operands, guestArgs: words.guestArgs };
}

function readOptions(command: Command, tokens: readonly OptionToken[]): Invocation["values"] {
  const values: Record<string, boolean | string | (boolean | string)[]> = {};
  for (const token of tokens) {
    const option = command.options[token.name];
    if (option === undefined) throw unknownOption(command, token);
    const value = readValue(command, token);
    const before = values[token.name];
    values[token.name] = option.multiple ? [...(Array.isArray(before) ? before : []), value] : value;
  }
  return values;
}

function readValue(command: Command, { name, rawName, value }: OptionToken): string | boolean {
  const option = command.options[name];
  if (option?.type === "string") {
    if (value !== undefined) return value;
    throw usage(`Option ${rawName} needs a value: ${rawName} ${option.value}`, command);
  }
  if (value === undefined) return true;
  throw usage(`Option ${rawName} takes no value, found "${value}"`, command);
}

function unknownOption(command: Command, { name, rawName }: OptionToken): CliError {
  const near = nearest(name, Object.keys(command.options));
  return usage(
    `Unknown option ${rawName} of ${callName(command)}${near === undefined ? "" : `; did you mean --${near}?`}`,
    command,
  );
}

function checkOperands(command: Command, operands: readonly string[]): void {
  const missing = command.operands[operands.length];
  if (missing !== undefined && missing.optional !== true)
    throw usage(`Missing ${missing.name}: ${usageLine(command)}`, command);
  const extra = operands[command.operands.length];
  if (extra !== undefined) throw usage(`Unexpected argument "${extra}": ${usageLine(command)}`, command);
}

/** `weft run [option …] x.wasm [argument …]` */
export function usageLine(command: Command): string {
  const operands = command.operands.map(({ name, optional }) => (optional ? `[${name}]` : name));
  const rest = command.passesArguments ? ["[argument …]"] : [];
  return [callName(command), ...(hasOwnOptions(command.options) ? ["[option …]"] : []), ...operands, ...rest].join(" ");
}

function hasOwnOptions(options: Options): boolean {
  return Object.keys(options).some((name) => name !== "json" && name !== "help");
}

function usage(message: string, command: Command): CliError {
  return new CliError({ code: "usage", message, hints: [`${callName(command)} --help says what there is.`] });
}

function callName({ name }: Command): string {
  return name === "" ? "weft" : `weft ${name}`;
}
