/**
 * What a command is: a row of the table in `commands.ts`. Parsing, `--help`, docs/cli.md and the suggestions in error messages are all
 * made from the rows; the code of a command is loaded when it is called.
 */

/** An option, in the shape `util.parseArgs` wants, with what people read about it. */
export interface Option {
  readonly type: "string" | "boolean";
  readonly multiple?: boolean;
  readonly short?: string;
  /** What stands for the value in texts: `HOST:PORT`. */
  readonly value?: string;
  readonly summary: string;
}

export type Options = Readonly<Record<string, Option>>;

type Value = string | boolean | readonly (string | boolean)[];

type Single<T extends Option["type"]> = T extends "boolean" ? boolean : string;

type ValueOf<O extends Option> = O extends { readonly multiple: true }
  ? readonly Single<O["type"]>[]
  : Single<O["type"]>;

/** What an invocation gives for each option; absent = not given. */
export type Values<O extends Options> = string extends keyof O
  ? { readonly [name: string]: Value }
  : { readonly [K in keyof O]?: ValueOf<O[K]> };

export interface Operand {
  readonly name: string;
  readonly optional?: boolean;
}

export interface Invocation<O extends Options = Options> {
  readonly values: Values<O>;
  readonly operands: readonly string[];
  /** What follows the operands of a command that runs a program; for others nothing does. */
  readonly guestArgs: readonly string[];
}

/** What a command has to say when it ends. The text is for people, the JSON for programs; one of them is printed. */
export interface Outcome {
  readonly exitCode: number;
  readonly text?: string;
  readonly json?: unknown;
  /** Standard output, unless said otherwise. */
  readonly channel?: "stdout" | "stderr";
}

export interface Executable<O extends Options = Options> {
  execute(invocation: Invocation<O>): Promise<Outcome>;
}

export interface Example {
  readonly line: string;
  readonly says: string;
}

export interface Command<O extends Options = Options> {
  readonly name: string;
  readonly summary: string;
  /** Paragraphs. */
  readonly description: readonly string[];
  readonly operands: readonly Operand[];
  /** The first operand ends the command's own options; the rest of the line belongs to the program it names. */
  readonly passesArguments?: boolean;
  readonly options: O;
  readonly examples: readonly Example[];
  load(): Promise<Executable<O>>;
}

/** A row of the table: its code is checked against its options here, and the table forgets which those were. */
export function defineCommand<O extends Options>(row: Command<O>): Command {
  return row as unknown as Command;
}
