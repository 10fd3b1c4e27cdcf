/** Errors of the toolchain, by what their reader can do. */
export type ToolchainErrorCode =
  /** A package that does the work is not installed; the message has the command that installs it. */
  | "missing-package"
  /** The source, or the WIT it is built against, was refused by the tool that builds it. */
  | "refused"
  /** No tool builds files of this kind. */
  | "unknown-language";

export class ToolchainError extends Error {
  override readonly name = "ToolchainError";
  readonly code: ToolchainErrorCode;
  constructor(code: ToolchainErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

export function missingPackage(name: string, version: string, purpose: string): ToolchainError {
  return new ToolchainError(
    "missing-package",
    `Cannot ${purpose}: expected the package ${name}, found none. Install it: npm install --save-dev ${name}@${version}`,
  );
}

export function refused(what: string, cause: unknown): ToolchainError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new ToolchainError("refused", `Cannot build ${what}: ${reason}`, { cause });
}
