/** `wasi:filesystem/types#error-code`, and the error that carries one. */
import { ComponentError } from "@weft/core";
import { IoError } from "../io/io-error.ts";

/** In the order of the enum. */
export const ERROR_CODES = [
  "access",
  "would-block",
  "already",
  "bad-descriptor",
  "busy",
  "deadlock",
  "quota",
  "exist",
  "file-too-large",
  "illegal-byte-sequence",
  "in-progress",
  "interrupted",
  "invalid",
  "io",
  "is-directory",
  "loop",
  "too-many-links",
  "message-size",
  "name-too-long",
  "no-device",
  "no-entry",
  "no-lock",
  "insufficient-memory",
  "insufficient-space",
  "not-directory",
  "not-empty",
  "not-recoverable",
  "unsupported",
  "no-tty",
  "no-such-device",
  "overflow",
  "not-permitted",
  "pipe",
  "read-only",
  "invalid-seek",
  "text-file-busy",
  "cross-device",
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/**
 * A file operation failed. Drivers throw it; a function of the interface gives the guest its `code`, a stream gives the guest
 * the error itself, from which `filesystem-error-code` gets the code back.
 */
export class FileError extends IoError {
  override readonly name: string = "FileError";
  readonly code: ErrorCode;
  constructor(code: ErrorCode, message: string = code, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Runs `operation`; its `FileError` becomes the error case of the WIT result. */
export function attempt<T>(operation: () => T): T {
  try {
    return operation();
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    throw new ComponentError<ErrorCode>(error.code, { cause: error });
  }
}
