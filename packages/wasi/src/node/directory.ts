/**
 * Directories and files of Node's host.
 *
 * Node has no `openat`. On Linux `/proc/self/fd/N` is the open directory N itself, wherever it has been moved, so
 * `/proc/self/fd/N/name` with O_NOFOLLOW is `openat(N, name)`, one component at a time; 18 µs each. Elsewhere the directory's path
 * stands in for N: whoever can rename what is on that path while a guest runs, another guest with the same grant included, can
 * lead the guest elsewhere. Without such a helper there is no way out, for there too no component is followed unseen.
 *
 * Everything is opened with O_NONBLOCK and O_NOCTTY: a FIFO without a peer or a terminal must not stop the process.
 */
import {
  closeSync,
  constants,
  existsSync,
  fdatasyncSync,
  fstatSync,
  fsyncSync,
  linkSync,
  lstatSync,
  lutimesSync,
  mkdirSync,
  openSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmdirSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
} from "node:fs";
import type { DirectoryReader, OpenDirectory, OpenFile, OpenHow, Stat, Times } from "../filesystem/driver.ts";
import { FileError } from "../filesystem/error-code.ts";
import { NodeDirectoryReader } from "./directory-reader.ts";
import { system } from "./errno.ts";
import { NodeFile } from "./file.ts";
import { statOf, timesFor, toText } from "./stat.ts";

const { O_CREAT, O_DIRECTORY, O_DSYNC, O_EXCL, O_NOCTTY, O_NOFOLLOW, O_NONBLOCK } = constants;
const { O_RDONLY, O_RDWR, O_SYNC, O_TRUNC, O_WRONLY } = constants;
const IS_LINUX = process.platform === "linux";
/** Linux: opens a place in the tree, not what is there; needs no right to read it. node:fs has no name for it. */
const O_PATH = 0o10000000;
const WALK = (IS_LINUX ? O_PATH : O_RDONLY) | O_DIRECTORY;

/**
 * Opens a directory of the host to be granted to a guest.
 *
 * @throws FileError when there is no such directory.
 */
export function openDirectory(path: string): OpenDirectory {
  if (!IS_LINUX) return system(() => new NodeDirectory(openSync(path, WALK), realpathSync(path)));
  if (existsSync("/proc/self/fd")) return system(() => linuxDirectory(openSync(path, WALK)));
  throw new FileError("unsupported", "Cannot grant a directory: expected /proc to be mounted, found no /proc/self/fd");
}

function linuxDirectory(fd: number): NodeDirectory {
  return new NodeDirectory(fd, `/proc/self/fd/${fd}`);
}

class NodeDirectory implements OpenDirectory {
  readonly kind = "directory";
  readonly #fd: number;
  /** What stands before "/name". */
  readonly #base: string;

  constructor(fd: number, base: string) {
    this.#fd = fd;
    this.#base = base;
  }

  stat(): Stat {
    return system(() => statOf(fstatSync(this.#fd, { bigint: true })));
  }

  setTimes(times: Times): void {
    system(() => utimesSync(this.#at("."), ...timesFor(times)));
  }

  sync(what: "data" | "all"): void {
    system(() => {
      const fd = openSync(this.#at("."), O_RDONLY | O_DIRECTORY);
      try {
        if (what === "data") fdatasyncSync(fd);
        else fsyncSync(fd);
      } finally {
        closeSync(fd);
      }
    });
  }

  close(): void {
    closeSync(this.#fd);
  }

  entries(): DirectoryReader {
    return system(() => new NodeDirectoryReader(this.#at(".")));
  }

  openDirectory(name: string): OpenDirectory {
    return system(() => this.#wrapDirectory(openSync(this.#at(name), WALK | O_NOFOLLOW), name));
  }

  open(name: string, how: OpenHow): OpenFile | OpenDirectory {
    return system(() => {
      const fd = openSync(this.#at(name), openFlags(how), 0o666);
      const stat = fstatSync(fd, { bigint: true });
      return stat.isDirectory() ? this.#wrapDirectory(fd, name) : new NodeFile(fd, statOf(stat).type);
    });
  }

  statAt(name: string): Stat {
    return system(() => statOf(lstatSync(this.#at(name), { bigint: true })));
  }

  setTimesAt(name: string, times: Times): void {
    system(() => lutimesSync(this.#at(name), ...timesFor(times)));
  }

  readLink(name: string): string {
    return toText(system(() => readlinkSync(this.#at(name), { encoding: "buffer" })));
  }

  makeDirectory(name: string): void {
    system(() => mkdirSync(this.#at(name)));
  }

  removeDirectory(name: string): void {
    system(() => rmdirSync(this.#at(name)));
  }

  unlink(name: string): void {
    system(() => unlinkSync(this.#at(name)));
  }

  rename(name: string, to: OpenDirectory, newName: string): void {
    const target = sameDriver(to);
    system(() => renameSync(this.#at(name), target.#at(newName)));
  }

  link(name: string, to: OpenDirectory, newName: string): void {
    const target = sameDriver(to);
    system(() => linkSync(this.#at(name), target.#at(newName)));
  }

  makeSymbolicLink(target: string, name: string): void {
    system(() => symlinkSync(target, this.#at(name)));
  }

  #at(name: string): string {
    return `${this.#base}/${name}`;
  }

  #wrapDirectory(fd: number, name: string): NodeDirectory {
    return IS_LINUX ? linuxDirectory(fd) : new NodeDirectory(fd, name === "." ? this.#base : this.#at(name));
  }
}

function sameDriver(directory: OpenDirectory): NodeDirectory {
  if (directory instanceof NodeDirectory) return directory;
  throw new FileError("cross-device", "Expected a directory of this host, found one of another file system");
}

function openFlags(how: OpenHow): number {
  const access = how.write ? (how.read ? O_RDWR : O_WRONLY) : O_RDONLY;
  return (
    access |
    O_NOFOLLOW |
    O_NONBLOCK |
    O_NOCTTY |
    (how.create ? O_CREAT : 0) |
    (how.exclusive ? O_EXCL : 0) |
    (how.truncate ? O_TRUNC : 0) |
    (how.directory ? O_DIRECTORY : 0) |
    (how.sync || how.readSync ? O_SYNC : 0) |
    (how.dataSync ? O_DSYNC : 0)
  );
}
