/**
 * `wasi:filesystem/types#descriptor`: a capability. A guest reaches what is below a directory it holds, and nothing else.
 *
 * Whether anything may be changed is decided where a directory is granted, and all that is opened through it inherits that: a
 * read-only one refuses every change with `not-permitted` before the file system is asked. (`read-only` is what the file system
 * itself says when it is mounted so; wasmtime makes the same distinction, and so do programs that were tried on it.)
 */
import type { Platform } from "@weft/core";
import { InputStream } from "../io/input-stream.ts";
import { OutputStream } from "../io/output-stream.ts";
import { countOf } from "../io/u64.ts";
import { Shared } from "../shared.ts";
import { DirectoryEntryStream } from "./directory-entry-stream.ts";
import type { DescriptorType, OpenDirectory, OpenFile, OpenHow, Stat } from "./driver.ts";
import { attempt, FileError } from "./error-code.ts";
import { appendSink, fileSink, fileSource, MAX_READ_BYTES } from "./file-streams.ts";
import { type DescriptorFlags, flagsOf, type OpenFlags, openHow, type PathFlags } from "./flags.ts";
import { type MetadataHash, metadataHash } from "./metadata-hash.ts";
import { atParent, atTarget, isLink, LINK, type Place } from "./path-walk.ts";
import { type DescriptorStat, descriptorStatOf, type NewTimestamp, timesOf } from "./timestamps.ts";

export type Advice = "normal" | "sequential" | "random" | "will-need" | "dont-need" | "no-reuse";

/** What a descriptor passes on to those opened through it. */
export interface Grant {
  readonly platform: Platform;
  /** Whether anything below may be changed. */
  readonly mutable: boolean;
}

type OpenObject = OpenFile | OpenDirectory;

export class Descriptor {
  readonly #shared: Shared<OpenObject>;
  readonly #grant: Grant;
  readonly #flags: DescriptorFlags;

  /** Takes over one use of `shared`. */
  constructor(shared: Shared<OpenObject>, grant: Grant, flags: DescriptorFlags) {
    this.#shared = shared;
    this.#grant = grant;
    this.#flags = flags;
  }

  readViaStream(offset: bigint): InputStream {
    return attempt(() => {
      if (this.#shared.object.kind === "directory") throw new FileError("is-directory");
      return new InputStream(fileSource(this.#file, offset));
    });
  }

  writeViaStream(offset: bigint): OutputStream {
    return attempt(() => new OutputStream(fileSink(this.#mutableFile, offset)));
  }

  appendViaStream(): OutputStream {
    return attempt(() => {
      const file = this.#mutableFile;
      if (!this.#flags.write) throw new FileError("bad-descriptor");
      return new OutputStream(appendSink(file));
    });
  }

  /** Node offers no way to pass it on, and advice may be ignored. */
  advise(_offset: bigint, _length: bigint, _advice: Advice): void {
    attempt(() => {
      if (this.#file.object.type === "fifo") throw new FileError("invalid-seek");
    });
  }

  syncData(): void {
    attempt(() => this.#shared.object.sync("data"));
  }

  sync(): void {
    attempt(() => this.#shared.object.sync("all"));
  }

  getFlags(): DescriptorFlags {
    return this.#flags;
  }

  getType(): DescriptorType {
    const { object } = this.#shared;
    return object.kind === "directory" ? "directory" : object.type;
  }

  setSize(size: bigint): void {
    attempt(() => this.#mutableFile.object.setSize(size));
  }

  setTimes(dataAccessTimestamp: NewTimestamp, dataModificationTimestamp: NewTimestamp): void {
    attempt(() => {
      const times = timesOf(dataAccessTimestamp, dataModificationTimestamp, this.#grant.platform);
      this.#demandMutable();
      this.#shared.object.setTimes(times);
    });
  }

  /** The bytes, and whether the end was met. */
  read(length: bigint, offset: bigint): [Uint8Array, boolean] {
    return attempt(() => {
      const bytes = this.#file.object.read(Math.min(countOf(length), MAX_READ_BYTES), offset);
      return [bytes, bytes.length === 0];
    });
  }

  write(buffer: Uint8Array, offset: bigint): bigint {
    return attempt(() => BigInt(this.#mutableFile.object.write(buffer, offset)));
  }

  readDirectory(): DirectoryEntryStream {
    return attempt(() => new DirectoryEntryStream(this.#directory.entries()));
  }

  createDirectoryAt(path: string): void {
    attempt(() => atParent(this.#mutableDirectory, path, ({ directory, name }) => directory.makeDirectory(name)));
  }

  stat(): DescriptorStat {
    return attempt(() => descriptorStatOf(this.#shared.object.stat()));
  }

  statAt(pathFlags: PathFlags, path: string): DescriptorStat {
    return attempt(() => descriptorStatOf(this.#statAt(pathFlags, path)));
  }

  setTimesAt(
    pathFlags: PathFlags,
    path: string,
    dataAccessTimestamp: NewTimestamp,
    dataModificationTimestamp: NewTimestamp,
  ): void {
    attempt(() => {
      const root = this.#directory;
      const times = timesOf(dataAccessTimestamp, dataModificationTimestamp, this.#grant.platform);
      this.#demandMutable();
      atTarget(root, path, (place) => {
        if (statPlace(place, pathFlags) === LINK) return LINK;
        place.directory.setTimesAt(place.name, times);
      });
    });
  }

  linkAt(oldPathFlags: PathFlags, oldPath: string, newDescriptor: Descriptor, newPath: string): void {
    attempt(() => {
      const [oldRoot, newRoot] = [this.#mutableDirectory, newDescriptor.#mutableDirectory];
      if (oldPathFlags.symlinkFollow) throw new FileError("invalid");
      atParent(oldRoot, oldPath, (from) =>
        atParent(newRoot, newPath, (to) => {
          if (from.slash) throw new FileError(isDirectory(from) ? "not-permitted" : "not-directory");
          if (to.slash) throw new FileError(isDirectory(to) ? "exist" : "not-directory");
          from.directory.link(from.name, to.directory, to.name);
        }),
      );
    });
  }

  openAt(pathFlags: PathFlags, path: string, openFlags: OpenFlags, flags: DescriptorFlags): Descriptor {
    return attempt(() => {
      const root = this.#directory;
      const how = openHow(openFlags, flags);
      if (how.write) this.#demandMutable();
      const object = atTarget(root, path, (place) => openPlace(place, pathFlags, how));
      return new Descriptor(new Shared(object), this.#grant, flagsOf(object.kind, how, this.#grant.mutable));
    });
  }

  /** What it says, unless that leads out of every sandbox. */
  readlinkAt(path: string): string {
    return attempt(() => {
      const target = atParent(this.#directory, path, readLinkAt);
      if (target.startsWith("/")) throw new FileError("not-permitted", `"${path}" is a link to an absolute path`);
      return target;
    });
  }

  removeDirectoryAt(path: string): void {
    attempt(() => atParent(this.#mutableDirectory, path, ({ directory, name }) => directory.removeDirectory(name)));
  }

  renameAt(oldPath: string, newDescriptor: Descriptor, newPath: string): void {
    attempt(() => {
      const [oldRoot, newRoot] = [this.#mutableDirectory, newDescriptor.#mutableDirectory];
      atParent(oldRoot, oldPath, (from) =>
        atParent(newRoot, newPath, (to) => {
          if ((from.slash || to.slash) && !isDirectory(from)) throw new FileError("not-directory");
          from.directory.rename(from.name, to.directory, to.name);
        }),
      );
    });
  }

  symlinkAt(oldPath: string, newPath: string): void {
    attempt(() => {
      const root = this.#mutableDirectory;
      if (oldPath.startsWith("/")) throw new FileError("not-permitted", `"${oldPath}" is an absolute path`);
      atParent(root, newPath, (to) => {
        if (to.slash) throw new FileError(isDirectory(to) ? "exist" : "not-directory");
        to.directory.makeSymbolicLink(oldPath, to.name);
      });
    });
  }

  unlinkFileAt(path: string): void {
    attempt(() =>
      atParent(this.#mutableDirectory, path, (place) => {
        if (place.slash) throw new FileError(isDirectory(place) ? "is-directory" : "not-directory");
        place.directory.unlink(place.name);
      }),
    );
  }

  isSameObject(other: Descriptor): boolean {
    const [one, two] = [this.#shared.object.stat(), other.#shared.object.stat()];
    return one.device === two.device && one.inode === two.inode;
  }

  metadataHash(): MetadataHash {
    return attempt(() => metadataHash(this.#shared.object.stat()));
  }

  metadataHashAt(pathFlags: PathFlags, path: string): MetadataHash {
    return attempt(() => metadataHash(this.#statAt(pathFlags, path)));
  }

  [Symbol.dispose](): void {
    this.#shared.release();
  }

  #statAt(pathFlags: PathFlags, path: string): Stat {
    return atTarget(this.#directory, path, (place) => statPlace(place, pathFlags));
  }

  get #file(): Shared<OpenFile> {
    if (this.#shared.object.kind === "directory") throw new FileError("bad-descriptor");
    return this.#shared as Shared<OpenFile>;
  }

  get #mutableFile(): Shared<OpenFile> {
    const file = this.#file;
    this.#demandMutable();
    return file;
  }

  get #directory(): OpenDirectory {
    const { object } = this.#shared;
    if (object.kind === "file") throw new FileError("not-directory");
    return object;
  }

  get #mutableDirectory(): OpenDirectory {
    const directory = this.#directory;
    this.#demandMutable();
    return directory;
  }

  #demandMutable(): void {
    if (!this.#grant.mutable) throw new FileError("not-permitted", "The directory was granted read-only");
  }
}

function openPlace(place: Place, pathFlags: PathFlags, how: OpenHow): OpenObject | typeof LINK {
  const { directory, name, slash } = place;
  if (slash && how.create) throw new FileError("is-directory");
  try {
    return directory.open(name, slash ? { ...how, directory: true } : how);
  } catch (error) {
    if (!refusesLink(error) || !isLink(directory, name)) throw error;
    if (follows(place, pathFlags)) return LINK;
    throw new FileError("loop", `"${name}" is a symbolic link`);
  }
}

function statPlace(place: Place, pathFlags: PathFlags): Stat | typeof LINK {
  const stat = place.directory.statAt(place.name);
  if (stat.type === "symbolic-link" && follows(place, pathFlags)) return LINK;
  if (place.slash && stat.type !== "directory") throw new FileError("not-directory");
  return stat;
}

/** A slash behind a link means the directory it leads to. */
function follows(place: Place, pathFlags: PathFlags): boolean {
  return place.slash || pathFlags.symlinkFollow === true;
}

function readLinkAt({ directory, name, slash }: Place): string {
  if (slash) throw new FileError(directory.statAt(name).type === "regular-file" ? "not-directory" : "invalid");
  return directory.readLink(name);
}

/** @throws FileError "no-entry" when nothing is there. */
function isDirectory({ directory, name }: Place): boolean {
  return directory.statAt(name).type === "directory";
}

function refusesLink(error: unknown): boolean {
  return error instanceof FileError && (error.code === "loop" || error.code === "not-directory");
}
