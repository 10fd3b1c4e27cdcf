/** What the one who typed the command can put right. */
export type CliErrorCode =
  /** An option, operand or command that is unknown, missing or malformed. */
  | "usage"
  /** A file that cannot be read. */
  | "unreadable-file"
  /** A component that does not export what the command calls. */
  | "wrong-world"
  /** A name or text in `weft call` that fits no function. */
  | "no-such-function"
  | "bad-arguments"
  /** What the operating system refuses to grant: a directory, a port. */
  | "not-available"
  /** Standard output or error that takes no more, such as a file on a full disk. */
  | "unwritable-output"
  /** A guest that waits for ever. */
  | "deadlock";

export interface CliProblem {
  readonly code: CliErrorCode;
  readonly message: string;
  /** Lines under the message: candidates, what to do. */
  readonly hints?: readonly string[];
}

/** A refusal whose message is all there is to know. */
export class CliError extends Error {
  override readonly name = "CliError";
  readonly code: CliErrorCode;
  readonly hints: readonly string[];

  constructor({ code, message, hints = [] }: CliProblem, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.hints = hints;
  }
}
