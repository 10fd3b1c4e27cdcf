/**
 * What to tell about an error, by its class: the reader's own mistakes and a guest's traps each have their exit code, and whatever
 * else arrives here is a bug of ours, which is admitted and never swallowed.
 */
import { LinkError, ParseError, Trap, ValidationError, ValueError } from "@weft/core";
import { CliError } from "./cli-error.ts";
import { describeTrap } from "./describe-trap.ts";
import { describeUnmet } from "./describe-unmet.ts";
import { BAD_INPUT, INTERNAL_ERROR, TRAPPED } from "./exit-code.ts";

export interface Report {
  /** For programs. */
  readonly code: string;
  readonly message: string;
  /** What people read below the message. */
  readonly lines: readonly string[];
  readonly exitCode: number;
  /** What programs read beside the message. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** What the failed command was about. */
export interface Subject {
  readonly file?: string | undefined;
}

export function describeError(error: unknown, { file = "the component" }: Subject): Report {
  if (error instanceof CliError) return describeCliError(error);
  if (error instanceof Trap) return { code: "trap", exitCode: TRAPPED, ...describeTrap(error) };
  if (error instanceof ParseError) return describeInvalid(error, `Cannot read ${file}`, "not-a-component");
  if (error instanceof ValidationError) return describeInvalid(error, `Cannot use ${file}`, "invalid-component");
  if (error instanceof LinkError) return { code: "unmet-imports", exitCode: BAD_INPUT, ...describeUnmet(error, file) };
  if (error instanceof ValueError)
    return { code: "bad-arguments", message: error.message, lines: [], exitCode: BAD_INPUT };
  return describeBug(error);
}

function describeCliError({ code, message, hints }: CliError): Report {
  const exitCode = code === "deadlock" ? TRAPPED : BAD_INPUT;
  return { code, message, lines: hints.map((hint) => `  ${hint}`), exitCode, details: { hints } };
}

function describeInvalid(error: ParseError | ValidationError, what: string, code: string): Report {
  const message = error.message.slice(0, 1).toLowerCase() + error.message.slice(1);
  return { code, message: `${what}: ${message}`, lines: [], exitCode: BAD_INPUT, details: { offset: error.offset } };
}

function describeBug(error: unknown): Report {
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const stack = error instanceof Error && process.env["WEFT_DEBUG"] ? stackOf(error) : [];
  const advice = stack.length > 0 ? [] : ["  WEFT_DEBUG=1 shows where."];
  return {
    code: "internal",
    message: `Internal error: ${message}`,
    lines: ["  This is a bug in Weft. Please report it with the command and the component.", ...advice, ...stack],
    exitCode: INTERNAL_ERROR,
    details: stack.length > 0 ? { stack } : {},
  };
}

/** The stack of an error and of those that caused it. */
function stackOf(error: Error): string[] {
  const own = (error.stack ?? "").split("\n");
  return error.cause instanceof Error ? [...own, "Caused by:", ...stackOf(error.cause)] : own;
}
