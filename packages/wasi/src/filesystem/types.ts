/** `wasi:filesystem/types`. */
import type { IoError } from "../io/io-error.ts";
import { Descriptor } from "./descriptor.ts";
import { DirectoryEntryStream } from "./directory-entry-stream.ts";
import { type ErrorCode, FileError } from "./error-code.ts";

/** It holds no state: all instances share this object. */
export const filesystemTypes = {
  Descriptor,
  DirectoryEntryStream,
  filesystemErrorCode: (err: IoError): ErrorCode | undefined => (err instanceof FileError ? err.code : undefined),
} as const;
