/** The flags of `wasi:filesystem/types`, and what they mean to a driver. */
import type { OpenHow } from "./driver.ts";
import { FileError } from "./error-code.ts";

export interface DescriptorFlags {
  readonly read?: boolean;
  readonly write?: boolean;
  readonly fileIntegritySync?: boolean;
  readonly dataIntegritySync?: boolean;
  readonly requestedWriteSync?: boolean;
  readonly mutateDirectory?: boolean;
}

export interface PathFlags {
  readonly symlinkFollow?: boolean;
}

export interface OpenFlags {
  readonly create?: boolean;
  readonly directory?: boolean;
  readonly exclusive?: boolean;
  readonly truncate?: boolean;
}

/**
 * To create or truncate is to open for writing, and what is not opened for writing is opened for reading.
 *
 * @throws FileError "invalid" when a directory is demanded that should be created or truncated.
 */
export function openHow(openFlags: OpenFlags, flags: DescriptorFlags): OpenHow {
  const { create = false, directory = false, exclusive = false, truncate = false } = openFlags;
  if (directory && (create || exclusive || truncate)) throw new FileError("invalid");
  return {
    read: flags.read || !flags.write,
    write: flags.write || create || truncate,
    create,
    exclusive: create && exclusive,
    truncate,
    directory,
    sync: flags.fileIntegritySync ?? false,
    dataSync: flags.dataIntegritySync ?? false,
    readSync: flags.requestedWriteSync ?? false,
  };
}

/** What `get-flags` tells of an object that was opened so. */
export function flagsOf(kind: "file" | "directory", how: OpenHow, mutable: boolean): DescriptorFlags {
  return {
    read: how.read,
    write: kind === "file" && how.write,
    fileIntegritySync: how.sync,
    dataIntegritySync: how.dataSync,
    requestedWriteSync: how.readSync,
    mutateDirectory: kind === "directory" && mutable,
  };
}
