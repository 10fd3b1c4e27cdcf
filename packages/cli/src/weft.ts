/** One command line, from its words to an exit code: select the command, parse, run, print. */
import type { Command, Outcome } from "./command.ts";
import { COMMANDS, WEFT } from "./commands.ts";
import { hasFlag, interpret, splitWords, type Words } from "./parse-command-line.ts";

/** Prints what there is to print. Resolves, with the exit code, when the output has reached the system. */
export async function weft(args: readonly string[]): Promise<number> {
  const line = readLine(args);
  try {
    const outcome = await perform(line);
    await print(outcome, line.json);
    return outcome.exitCode;
  } catch (error) {
    const { fail } = await import("./fail.ts");
    return fail(error, { json: line.json, file: line.words.operands[0] });
  }
}

/** `weft`, its own options, a command, and the words for that. */
interface Line {
  readonly weft: Words;
  readonly command: Command | undefined;
  readonly words: Words;
  readonly json: boolean;
}

function readLine(args: readonly string[]): Line {
  const weft = splitWords(WEFT, args);
  const command = COMMANDS.find(({ name }) => name === weft.operands[0]);
  const words = splitWords(command ?? WEFT, weft.guestArgs);
  return { weft, command, words, json: hasFlag(weft, "json") || hasFlag(words, "json") };
}

async function perform({ weft, command, words }: Line): Promise<Outcome> {
  const { values, operands } = interpret(WEFT, weft);
  if (values["version"]) return (await import("./version.ts")).versionOutcome();
  const wantsHelp = values["help"] || hasFlag(words, "help");
  if (command !== undefined && !wantsHelp) return execute(command, words);
  return (await WEFT.load()).execute({ values: {}, operands, guestArgs: [] });
}

async function execute(command: Command, words: Words): Promise<Outcome> {
  const invocation = interpret(command, words);
  return (await command.load()).execute(invocation);
}

async function print({ text, json, channel = "stdout" }: Outcome, asJson: boolean): Promise<void> {
  const output = asJson && json !== undefined ? `${JSON.stringify(json, undefined, 2)}\n` : text;
  if (output === undefined) return;
  const { writeOut } = await import("./write-out.ts");
  await writeOut(channel, output);
}
