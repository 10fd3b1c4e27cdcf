/** Every function of `wasi:filesystem` with every error-code that can be provoked on real files: the rows of two tests. */
import { spawn } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Descriptor } from "../filesystem/descriptor.ts";
import type { ErrorCode } from "../filesystem/error-code.ts";
import {
  at,
  bytes,
  CREATE,
  FAR,
  FOLLOW,
  LONG,
  mkfifo,
  NOW,
  open,
  openChain,
  openFifo,
  openToMutate,
  READ,
  STRANGE,
  type Tree,
  WRITE,
} from "./filesystem-tree.test.ts";

/** Each row: what is called, and the error-code it gives. */
export const refused: Readonly<Record<ErrorCode | string, readonly (readonly [string, (tree: Tree) => unknown])[]>> = {
  "no-entry": [
    ["open-at of nothing", ({ root }) => open(root, "nothing")],
    ["open-at of an empty path", ({ root }) => open(root, "")],
    ["open-at below nothing", ({ root }) => open(root, "nothing/file")],
    ["open-at of a dangling link", ({ root }) => root.openAt(FOLLOW, "dangling", {}, READ)],
    ["stat-at of nothing", ({ root }) => root.statAt({}, "nothing")],
    ["stat-at of an empty path", ({ root }) => root.statAt({}, "")],
    ["stat-at through a dangling link", ({ root }) => root.statAt(FOLLOW, "dangling")],
    ["stat-at of a dangling link with a slash", ({ root }) => root.statAt({}, "dangling/")],
    ["set-times-at of nothing", ({ root }) => root.setTimesAt({}, "nothing", NOW, NOW)],
    ["create-directory-at below nothing", ({ root }) => root.createDirectoryAt("nothing/new")],
    ["create-directory-at of an empty path", ({ root }) => root.createDirectoryAt("")],
    ["remove-directory-at of nothing", ({ root }) => root.removeDirectoryAt("nothing")],
    ["unlink-file-at of nothing", ({ root }) => root.unlinkFileAt("nothing")],
    ["unlink-file-at of nothing with a slash", ({ root }) => root.unlinkFileAt("nothing/")],
    ["readlink-at of nothing", ({ root }) => root.readlinkAt("nothing")],
    ["rename-at of nothing", ({ root }) => root.renameAt("nothing", root, "new")],
    ["rename-at to below nothing", ({ root }) => root.renameAt("file", root, "nothing/new")],
    ["link-at of nothing", ({ root }) => root.linkAt({}, "nothing", root, "new")],
    ["link-at to a new name with a slash", ({ root }) => root.linkAt({}, "file", root, "new/")],
    ["symlink-at of an empty target", ({ root }) => root.symlinkAt("", "new")],
    ["symlink-at to a new name with a slash", ({ root }) => root.symlinkAt("file", "new/")],
    ["metadata-hash-at of nothing", ({ root }) => root.metadataHashAt({}, "nothing")],
    ["open-at in a directory that was removed", ({ root }) => openRemoved(root, "x", CREATE)],
    [
      "create-directory-at in a directory that was removed",
      ({ root }) => removedDirectory(root).createDirectoryAt("x"),
    ],
  ],
  exist: [
    ["open-at exclusively of what exists", ({ root }) => open(root, "file", WRITE, { create: true, exclusive: true })],
    [
      "open-at exclusively of a dangling link",
      ({ root }) => root.openAt(FOLLOW, "dangling", { create: true, exclusive: true }, WRITE),
    ],
    ["create-directory-at of what exists", ({ root }) => root.createDirectoryAt("dir")],
    ["create-directory-at of a file", ({ root }) => root.createDirectoryAt("file")],
    ["create-directory-at of a link", ({ root }) => root.createDirectoryAt("dangling")],
    ["create-directory-at of the directory itself", ({ root }) => root.createDirectoryAt(".")],
    ["link-at to what exists", ({ root }) => root.linkAt({}, "file", root, "dir/inner")],
    ["link-at to itself", ({ root }) => root.linkAt({}, "file", root, "file")],
    ["link-at to a directory with a slash", ({ root }) => root.linkAt({}, "file", root, "dir/")],
    ["symlink-at to what exists", ({ root }) => root.symlinkAt("x", "file")],
    ["symlink-at to a directory with a slash", ({ root }) => root.symlinkAt("x", "dir/")],
  ],
  "not-directory": [
    ["open-at below a file", ({ root }) => open(root, "file/x")],
    ["open-at of a file with a slash", ({ root }) => open(root, "file/")],
    ["open-at of a file with many slashes", ({ root }) => open(root, "dir//inner///")],
    ["open-at of a file with a dot behind", ({ root }) => open(root, "file/.")],
    ["open-at back out of a file", ({ root }) => open(root, "file/..")],
    ["open-at of a file as a directory", ({ root }) => open(root, "file", READ, { directory: true })],
    [
      "open-at of a link to a file as a directory",
      ({ root }) => root.openAt(FOLLOW, "link", { directory: true }, READ),
    ],
    ["open-at from a file", ({ root }) => open(open(root, "file"), "x")],
    ["read-directory of a file", ({ root }) => open(root, "file").readDirectory()],
    ["create-directory-at in a file", ({ root }) => open(root, "file").createDirectoryAt("x")],
    ["create-directory-at below a file", ({ root }) => root.createDirectoryAt("file/x")],
    ["stat-at in a file", ({ root }) => open(root, "file").statAt({}, "x")],
    ["stat-at of a file with a slash", ({ root }) => root.statAt({}, "file/")],
    ["stat-at of a link to a file with a slash", ({ root }) => root.statAt({}, "link/")],
    ["set-times-at in a file", ({ root }) => open(root, "file").setTimesAt({}, "x", NOW, NOW)],
    ["set-times-at of a file with a slash", ({ root }) => root.setTimesAt({}, "file/", NOW, NOW)],
    ["link-at in a file", ({ root }) => open(root, "file").linkAt({}, "x", root, "y")],
    ["link-at to a file's descriptor", ({ root }) => root.linkAt({}, "file", open(root, "file"), "y")],
    ["link-at of a file with a slash", ({ root }) => root.linkAt({}, "file/", root, "y")],
    ["link-at to a file with a slash", ({ root }) => root.linkAt({}, "file", root, "dir/inner/")],
    ["readlink-at in a file", ({ root }) => open(root, "file").readlinkAt("x")],
    ["readlink-at of a file with a slash", ({ root }) => root.readlinkAt("file/")],
    ["remove-directory-at in a file", ({ root }) => open(root, "file").removeDirectoryAt("x")],
    ["remove-directory-at of a file", ({ root }) => root.removeDirectoryAt("file")],
    ["remove-directory-at of a file with a slash", ({ root }) => root.removeDirectoryAt("file/")],
    ["remove-directory-at of a link to a directory", ({ root }) => root.removeDirectoryAt("dirlink")],
    ["rename-at in a file", ({ root }) => open(root, "file").renameAt("x", root, "y")],
    ["rename-at to a file's descriptor", ({ root }) => root.renameAt("file", open(root, "file"), "y")],
    ["rename-at of a directory onto a file", ({ root }) => root.renameAt("dir", root, "file")],
    ["rename-at of a file with a slash", ({ root }) => root.renameAt("file/", root, "new")],
    ["rename-at of a file to a name with a slash", ({ root }) => root.renameAt("file", root, "new/")],
    ["symlink-at in a file", ({ root }) => open(root, "file").symlinkAt("x", "y")],
    ["symlink-at to a file with a slash", ({ root }) => root.symlinkAt("x", "file/")],
    ["unlink-file-at in a file", ({ root }) => open(root, "file").unlinkFileAt("x")],
    ["unlink-file-at of a file with a slash", ({ root }) => root.unlinkFileAt("file/")],
    ["metadata-hash-at in a file", ({ root }) => open(root, "file").metadataHashAt({}, "x")],
  ],
  "is-directory": [
    ["read-via-stream of a directory", ({ root }) => root.readViaStream(0n)],
    ["open-at of a directory to write", ({ root }) => open(root, "dir", WRITE)],
    ["open-at of a directory to truncate", ({ root }) => open(root, "dir", READ, { truncate: true })],
    ["open-at of the directory itself to write", ({ root }) => open(root, ".", WRITE)],
    ["open-at to create a directory's name", ({ root }) => open(root, "dir", READ, CREATE)],
    ["open-at to create a name with a slash", ({ root }) => open(root, "new/", READ, CREATE)],
    ["unlink-file-at of a directory", ({ root }) => root.unlinkFileAt("dir")],
    ["unlink-file-at of a directory with a slash", ({ root }) => root.unlinkFileAt("dir/")],
    ["unlink-file-at of the directory itself", ({ root }) => root.unlinkFileAt(".")],
    ["rename-at of a file onto a directory", ({ root }) => root.renameAt("file", root, "dir")],
  ],
  "bad-descriptor": [
    ["advise on a directory", ({ root }) => root.advise(0n, 0n, "normal")],
    ["set-size of a directory", ({ root }) => root.setSize(0n)],
    ["read of a directory", ({ root }) => root.read(1n, 0n)],
    ["write to a directory", ({ root }) => root.write(bytes("x"), 0n)],
    ["write-via-stream of a directory", ({ root }) => root.writeViaStream(0n)],
    ["append-via-stream of a directory", ({ root }) => root.appendViaStream()],
    ["append-via-stream of what is opened to read", ({ root }) => open(root, "file").appendViaStream()],
    ["write to what is opened to read", ({ root }) => open(root, "file").write(bytes("x"), 0n)],
    ["read of what is opened to write", ({ root }) => open(root, "file", WRITE).read(1n, 0n)],
  ],
  "not-permitted": [
    ["open-at of an absolute path", ({ root, top }) => open(root, join(top, "secret"))],
    ["open-at of /", ({ root }) => open(root, "/")],
    ["open-at of ..", ({ root }) => open(root, "..")],
    ["open-at above the root", ({ root }) => open(root, "../secret")],
    ["open-at above the root by a detour", ({ root }) => open(root, "dir/sub/../../../root/file")],
    ["open-at above a directory opened below the root", ({ root }) => open(open(root, "dir"), "../file")],
    ["open-at through an absolute link", ({ root }) => root.openAt(FOLLOW, "absolute", {}, READ)],
    ["open-at through a link that leads out", ({ root }) => root.openAt(FOLLOW, "outside", {}, READ)],
    ["open-at to create through a link that leads out", ({ root }) => root.openAt(FOLLOW, "outside", CREATE, WRITE)],
    ["open-at below an absolute link", ({ root, path }) => openBelow(root, path, "/")],
    ["open-at below a link that leads out", ({ root, path }) => openBelow(root, path, "..")],
    ["stat-at above the root", ({ root }) => root.statAt({}, "..")],
    ["stat-at through a link that leads out", ({ root }) => root.statAt(FOLLOW, "outside")],
    ["stat-at of a link that leads out with a slash", ({ root }) => root.statAt({}, "outside/")],
    ["set-times-at above the root", ({ root }) => root.setTimesAt({}, "../secret", NOW, NOW)],
    ["set-times-at through a link that leads out", ({ root }) => root.setTimesAt(FOLLOW, "outside", NOW, NOW)],
    ["create-directory-at above the root", ({ root }) => root.createDirectoryAt("../new")],
    ["remove-directory-at above the root", ({ root }) => root.removeDirectoryAt("../root")],
    ["unlink-file-at above the root", ({ root }) => root.unlinkFileAt("../secret")],
    ["readlink-at above the root", ({ root }) => root.readlinkAt("../x")],
    ["readlink-at of an absolute link", ({ root }) => root.readlinkAt("absolute")],
    ["rename-at from above the root", ({ root }) => root.renameAt("../secret", root, "mine")],
    ["rename-at to above the root", ({ root }) => root.renameAt("file", root, "../mine")],
    ["link-at from above the root", ({ root }) => root.linkAt({}, "../secret", root, "mine")],
    ["link-at to above the root", ({ root }) => root.linkAt({}, "file", root, "../mine")],
    ["link-at of a directory", ({ root }) => root.linkAt({}, "dir", root, "new")],
    ["link-at of a directory with a slash", ({ root }) => root.linkAt({}, "dir/", root, "new")],
    ["symlink-at to an absolute path", ({ root }) => root.symlinkAt("/etc/passwd", "new")],
    ["symlink-at above the root", ({ root }) => root.symlinkAt("x", "../new")],
    ["metadata-hash-at above the root", ({ root }) => root.metadataHashAt({}, "../secret")],
    ["read-only: open-at to write", ({ readOnly }) => open(readOnly, "file", WRITE)],
    ["read-only: open-at to read and write", ({ readOnly }) => open(readOnly, "file", { read: true, write: true })],
    ["read-only: open-at to create", ({ readOnly }) => open(readOnly, "new", READ, CREATE)],
    ["read-only: open-at to truncate", ({ readOnly }) => open(readOnly, "file", READ, { truncate: true })],
    ["read-only: write", ({ readOnly }) => open(readOnly, "file").write(bytes("x"), 0n)],
    ["read-only: write-via-stream", ({ readOnly }) => open(readOnly, "file").writeViaStream(0n)],
    ["read-only: append-via-stream", ({ readOnly }) => open(readOnly, "file").appendViaStream()],
    ["read-only: set-size", ({ readOnly }) => open(readOnly, "file").setSize(0n)],
    ["read-only: set-times of a file", ({ readOnly }) => open(readOnly, "file").setTimes(NOW, NOW)],
    ["read-only: set-times of a directory", ({ readOnly }) => readOnly.setTimes(NOW, NOW)],
    ["read-only: set-times-at", ({ readOnly }) => readOnly.setTimesAt({}, "file", NOW, NOW)],
    ["read-only: create-directory-at", ({ readOnly }) => readOnly.createDirectoryAt("new")],
    ["read-only: remove-directory-at", ({ readOnly }) => readOnly.removeDirectoryAt("dir/sub")],
    ["read-only: unlink-file-at", ({ readOnly }) => readOnly.unlinkFileAt("file")],
    ["read-only: rename-at", ({ readOnly }) => readOnly.renameAt("file", readOnly, "new")],
    ["read-only: rename-at into it", ({ root, readOnly }) => root.renameAt("file", readOnly, "new")],
    ["read-only: rename-at out of it", ({ root, readOnly }) => readOnly.renameAt("file", root, "new")],
    ["read-only: link-at into it", ({ root, readOnly }) => root.linkAt({}, "file", readOnly, "new")],
    ["read-only: link-at out of it", ({ root, readOnly }) => readOnly.linkAt({}, "file", root, "new")],
    ["read-only: symlink-at", ({ readOnly }) => readOnly.symlinkAt("file", "new")],
    [
      "read-only: create-directory-at in a directory opened below it",
      ({ readOnly }) => open(readOnly, "dir").createDirectoryAt("new"),
    ],
    [
      "read-only: unlink-file-at in a directory opened to mutate",
      ({ readOnly }) => openToMutate(readOnly).unlinkFileAt("inner"),
    ],
  ],
  loop: [
    ["open-at of a link that is not followed", ({ root }) => open(root, "link")],
    [
      "open-at of a link to a directory that is not followed",
      ({ root }) => open(root, "dirlink", READ, { directory: true }),
    ],
    ["open-at to create a link's name", ({ root }) => open(root, "dangling", WRITE, CREATE)],
    ["open-at of links in a circle", ({ root }) => root.openAt(FOLLOW, "loop1", {}, READ)],
    ["open-at below links in a circle", ({ root }) => open(root, "loop1/x")],
    ["stat-at of links in a circle", ({ root }) => root.statAt(FOLLOW, "loop1")],
    ["set-times-at of links in a circle", ({ root }) => root.setTimesAt(FOLLOW, "loop1", NOW, NOW)],
    ["metadata-hash-at of links in a circle", ({ root }) => root.metadataHashAt(FOLLOW, "loop1")],
    ["open-at of 41 links in a row", ({ root, path }) => openChain(root, path, 41)],
  ],
  "not-empty": [
    ["remove-directory-at of what holds something", ({ root }) => root.removeDirectoryAt("dir")],
    ["rename-at onto what holds something", ({ root }) => renameOnto(root, "dir")],
  ],
  invalid: [
    ["open-at of a path with a NUL", ({ root }) => open(root, "file\0")],
    ["open-at to create a directory", ({ root }) => open(root, "new", READ, { create: true, directory: true })],
    ["open-at to truncate a directory", ({ root }) => open(root, "dir", READ, { truncate: true, directory: true })],
    ["link-at that follows", ({ root }) => root.linkAt(FOLLOW, "link", root, "new")],
    ["readlink-at of a file", ({ root }) => root.readlinkAt("file")],
    ["readlink-at of a directory", ({ root }) => root.readlinkAt("dir")],
    ["readlink-at of a link to a directory with a slash", ({ root }) => root.readlinkAt("dirlink/")],
    ["readlink-at of the directory itself", ({ root }) => root.readlinkAt(".")],
    ["remove-directory-at of the directory itself", ({ root }) => root.removeDirectoryAt(".")],
    ["rename-at of a directory into itself", ({ root }) => root.renameAt("dir", root, "dir/sub/new")],
    ["symlink-at of a target with a NUL", ({ root }) => root.symlinkAt("a\0b", "new")],
    ["read beyond the system's offsets", ({ root }) => open(root, "file").read(1n, FAR)],
    ["write beyond the system's offsets", ({ root }) => open(root, "file", WRITE).write(bytes("x"), FAR)],
    ["set-size beyond the system's offsets", ({ root }) => open(root, "file", WRITE).setSize(FAR)],
    ["set-size of what is opened to read", ({ root }) => open(root, "file").setSize(0n)],
  ],
  "file-too-large": [
    ["write beyond the file system's limit", ({ root }) => open(root, "file", WRITE).write(bytes("x"), 2n ** 62n)],
    ["set-size beyond the file system's limit", ({ root }) => open(root, "file", WRITE).setSize(2n ** 62n)],
  ],
  overflow: [
    ["set-times beyond the system's times", ({ root }) => open(root, "file").setTimes(at(FAR), NOW)],
    ["set-times-at beyond the system's times", ({ root }) => root.setTimesAt({}, "file", NOW, at(FAR))],
  ],
  "name-too-long": [
    ["open-at of a long name", ({ root }) => open(root, LONG)],
    ["open-at of a long path", ({ root }) => open(root, "dir/../".repeat(600))],
    ["stat-at of a long name", ({ root }) => root.statAt({}, LONG)],
    ["set-times-at of a long name", ({ root }) => root.setTimesAt({}, LONG, NOW, NOW)],
    ["create-directory-at of a long name", ({ root }) => root.createDirectoryAt(LONG)],
    ["remove-directory-at of a long name", ({ root }) => root.removeDirectoryAt(LONG)],
    ["unlink-file-at of a long name", ({ root }) => root.unlinkFileAt(LONG)],
    ["readlink-at of a long name", ({ root }) => root.readlinkAt(LONG)],
    ["rename-at to a long name", ({ root }) => root.renameAt("file", root, LONG)],
    ["link-at to a long name", ({ root }) => root.linkAt({}, "file", root, LONG)],
    ["symlink-at to a long name", ({ root }) => root.symlinkAt("file", LONG)],
    ["symlink-at of a long target", ({ root }) => root.symlinkAt("x".repeat(5000), "new")],
    ["metadata-hash-at of a long name", ({ root }) => root.metadataHashAt({}, LONG)],
  ],
  busy: [["rename-at of the directory itself", ({ root }) => root.renameAt(".", root, "new")]],
  "no-such-device": [
    [
      "open-at of a FIFO to write without a reader",
      ({ root, path }) => {
        mkfifo(join(path, "fifo"));
        return open(root, "fifo", WRITE);
      },
    ],
  ],
  "invalid-seek": [
    ["read of a FIFO", ({ root, path }) => openFifo(root, path).read(1n, 0n)],
    ["advise on a FIFO", ({ root, path }) => openFifo(root, path).advise(0n, 0n, "normal")],
  ],
  "illegal-byte-sequence": [
    ["readlink-at of a link that is no Unicode", ({ root, path }) => readStrangeLink(root, path)],
    ["read-directory-entry of a name that is no Unicode", ({ root, path }) => readStrangeName(root, path)],
  ],
  "insufficient-space": [
    ["write to a full device", ({ elsewhere }) => open(elsewhere("/dev"), "full", WRITE).write(bytes("x"), 0n)],
  ],
  "text-file-busy": [
    ["open-at to write to a program that runs", ({ root, path }) => writeToRunningProgram(root, path)],
  ],
  "cross-device": [
    [
      "rename-at to another file system",
      ({ root, elsewhere }) => root.renameAt("file", elsewhere("/dev/shm"), "weft-x"),
    ],
  ],
};

function removedDirectory(root: Descriptor): Descriptor {
  const directory = open(root, "dir/sub");
  root.removeDirectoryAt("dir/sub");
  return directory;
}

function openRemoved(root: Descriptor, name: string, openFlags: object): Descriptor {
  return open(removedDirectory(root), name, WRITE, openFlags);
}

function openBelow(root: Descriptor, path: string, target: string): Descriptor {
  symlinkSync(target, join(path, "away"));
  return open(root, "away/etc");
}

function renameOnto(root: Descriptor, name: string): void {
  root.createDirectoryAt("empty");
  root.renameAt("empty", root, name);
}

function readStrangeLink(root: Descriptor, path: string): string {
  symlinkSync(STRANGE, join(path, "strange"));
  return root.readlinkAt("strange");
}

function readStrangeName(root: Descriptor, path: string): unknown {
  mkdirSync(join(path, "odd"));
  writeFileSync(Buffer.concat([Buffer.from(join(path, "odd/")), STRANGE]), "");
  using stream = open(root, "odd").readDirectory();
  return stream.readDirectoryEntry();
}

function writeToRunningProgram(root: Descriptor, path: string): Descriptor {
  copyFileSync("/bin/sleep", join(path, "program"));
  chmodSync(join(path, "program"), 0o755);
  const program = spawn(join(path, "program"), ["60"]);
  try {
    return open(root, "program", WRITE);
  } finally {
    program.kill();
  }
}
