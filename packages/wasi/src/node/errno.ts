/** From the system's errors, as Node reports them, to `wasi:filesystem/types#error-code`. */
import { type ErrorCode, FileError } from "../filesystem/error-code.ts";
import { IoError } from "../io/io-error.ts";

const CODES: Readonly<Record<string, ErrorCode>> = {
  EACCES: "access",
  EAGAIN: "would-block",
  EALREADY: "already",
  EBADF: "bad-descriptor",
  EBUSY: "busy",
  EDEADLK: "deadlock",
  EDQUOT: "quota",
  EEXIST: "exist",
  EFBIG: "file-too-large",
  EILSEQ: "illegal-byte-sequence",
  EINPROGRESS: "in-progress",
  EINTR: "interrupted",
  EINVAL: "invalid",
  EIO: "io",
  EISDIR: "is-directory",
  ELOOP: "loop",
  EMLINK: "too-many-links",
  EMSGSIZE: "message-size",
  ENAMETOOLONG: "name-too-long",
  ENODEV: "no-device",
  ENOENT: "no-entry",
  ENOLCK: "no-lock",
  ENOMEM: "insufficient-memory",
  ENOSPC: "insufficient-space",
  ENOSYS: "unsupported",
  ENOTDIR: "not-directory",
  ENOTEMPTY: "not-empty",
  ENOTRECOVERABLE: "not-recoverable",
  ENOTSUP: "unsupported",
  ENOTTY: "no-tty",
  ENXIO: "no-such-device",
  EOPNOTSUPP: "unsupported",
  EOVERFLOW: "overflow",
  EPERM: "not-permitted",
  EPIPE: "pipe",
  EROFS: "read-only",
  ESPIPE: "invalid-seek",
  ETXTBSY: "text-file-busy",
  EXDEV: "cross-device",
  // Node refuses a NUL in a path before it asks the system.
  ERR_INVALID_ARG_VALUE: "invalid",
};

/** The `code` of an error of Node's, e.g. "ENOENT". */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

/** Runs a call of node:fs; what the system refuses becomes a `FileError`, anything else is a mistake of ours and passes. */
export function system<T>(call: () => T): T {
  try {
    return call();
  } catch (error) {
    throw fileErrorOf(error);
  }
}

/** A `FileError` for an error of the system; the error itself when it is none. */
export function fileErrorOf(error: unknown): unknown {
  const code = codeOf(error);
  if (code === undefined || !(error instanceof Error)) return error;
  const known = CODES[code] ?? (isErrno(error) ? "io" : undefined);
  return known === undefined ? error : new FileError(known, error.message, { cause: error });
}

/** For a stream, which fails with whatever its source failed with. */
export function ioErrorOf(error: Error): IoError {
  const known = fileErrorOf(error);
  return known instanceof IoError ? known : new IoError(error.message, { cause: error });
}

function isErrno(error: Error): boolean {
  return "errno" in error && typeof error.errno === "number";
}
