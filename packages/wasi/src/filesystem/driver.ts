/**
 * What a file system has to offer to stand behind `wasi:filesystem`: Node's files, memory, a browser's storage.
 *
 * A driver never sees a path. It is given one name at a time, inside a directory that is open, and never follows a symbolic link;
 * the walk over paths is `PathWalk`'s, so the sandbox is the same for every driver. A name is one component other than "..";
 * "." is the directory itself. All methods answer at once.
 *
 * Every method throws `FileError` for what the file system refuses.
 */
export type DescriptorType =
  | "unknown"
  | "block-device"
  | "character-device"
  | "directory"
  | "fifo"
  | "symbolic-link"
  | "regular-file"
  | "socket";

/** Times in nanoseconds since the Unix epoch, where the file system keeps them. */
export interface Stat {
  readonly type: DescriptorType;
  readonly linkCount: bigint;
  readonly size: bigint;
  readonly accessed?: bigint;
  readonly modified?: bigint;
  readonly changed?: bigint;
  /** Two objects are the same when both numbers are. */
  readonly device: bigint;
  readonly inode: bigint;
}

/** Nanoseconds since the Unix epoch; what is left out stays as it is. */
export interface Times {
  readonly accessed?: bigint;
  readonly modified?: bigint;
}

/** How `open` opens; the words of POSIX. */
export interface OpenHow {
  readonly read: boolean;
  readonly write: boolean;
  readonly create: boolean;
  readonly exclusive: boolean;
  readonly truncate: boolean;
  readonly directory: boolean;
  /** O_SYNC, O_DSYNC, O_RSYNC. */
  readonly sync: boolean;
  readonly dataSync: boolean;
  readonly readSync: boolean;
}

interface OpenObject {
  stat(): Stat;
  setTimes(times: Times): void;
  sync(what: "data" | "all"): void;
  close(): void;
}

export interface OpenFile extends OpenObject {
  readonly kind: "file";
  readonly type: DescriptorType;
  /** Bytes at `offset`, at most `max`; none at the end. */
  read(max: number, offset: bigint): Uint8Array;
  /** Returns how many bytes were written. */
  write(bytes: Uint8Array, offset: bigint): number;
  /** A way to write at the file's end, wherever others have moved that; used no longer than the file is open. */
  openToAppend(): Appender;
  setSize(size: bigint): void;
}

export interface Appender {
  append(bytes: Uint8Array): number;
  close(): void;
}

export interface DirectoryEntry {
  readonly type: DescriptorType;
  readonly name: string;
}

/** A pass over a directory's entries without "." and "..". */
export interface DirectoryReader {
  next(): DirectoryEntry | undefined;
  close(): void;
}

export interface OpenDirectory extends OpenObject {
  readonly kind: "directory";
  entries(): DirectoryReader;
  /** To walk through, not to hand to a guest. A symbolic link is "not-directory". */
  openDirectory(name: string): OpenDirectory;
  /** A symbolic link is "loop", or "not-directory" when a directory is demanded. */
  open(name: string, how: OpenHow): OpenFile | OpenDirectory;
  statAt(name: string): Stat;
  setTimesAt(name: string, times: Times): void;
  readLink(name: string): string;
  makeDirectory(name: string): void;
  removeDirectory(name: string): void;
  /** A directory is "is-directory". */
  unlink(name: string): void;
  /** `to` is of the same driver, else "cross-device". */
  rename(name: string, to: OpenDirectory, newName: string): void;
  link(name: string, to: OpenDirectory, newName: string): void;
  makeSymbolicLink(target: string, name: string): void;
}
