/** `wasi:cli/exit`. */

/**
 * The guest asked to end with this exit code. The engine turns it into a trap, which no guest can catch, with this as its cause;
 * `runCommand` turns that into the code.
 */
export class Exit extends Error {
  override readonly name = "Exit";
  readonly code: number;
  constructor(code: number) {
    super(`The guest exited with code ${code}`);
    this.code = code;
  }
}

/** The `Exit` that `error` is, or was caused by. */
export function exitOf(error: unknown): Exit | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) if (cause instanceof Exit) return cause;
  return undefined;
}

type Status = { readonly tag: "ok" } | { readonly tag: "err" };

export const exit = {
  exit(status: Status): never {
    throw new Exit(status.tag === "ok" ? 0 : 1);
  },
  exitWithCode(statusCode: number): never {
    throw new Exit(statusCode);
  },
} as const;
