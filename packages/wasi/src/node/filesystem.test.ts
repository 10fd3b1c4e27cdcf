/** Every function of `wasi:filesystem` on real files: what it does when it is not refused. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { ComponentError } from "@weft/core";
import type { Descriptor } from "../filesystem/descriptor.ts";
import {
  at,
  bytes,
  CREATE,
  FAR,
  FOLLOW,
  is,
  mkfifo,
  NO_CHANGE,
  NOW,
  open,
  openChain,
  openFifo,
  openToMutate,
  READ,
  rootOf,
  STRANGE,
  type Tree,
  text,
  tree,
  WRITE,
} from "./filesystem-tree.test.ts";
import { nodePlatform } from "./platform.ts";

/** Each row: what is called, and what has to be so then. */
const done: readonly (readonly [string, (tree: Tree) => void])[] = [
  [
    "a path with dots and slashes",
    ({ root }) => assert.equal(size(open(root, "dir/.//sub/../../dir/./sub/..//inner")), 5n),
  ],
  ["a directory with a slash", ({ root }) => assert.equal(open(root, "dir/").getType(), "directory")],
  ["a directory with slashes", ({ root }) => assert.equal(open(root, "dir/sub///").getType(), "directory")],
  ["the directory itself", ({ root }) => assert.ok(open(root, ".").isSameObject(root))],
  ["the directory itself by a detour", ({ root }) => assert.ok(open(root, "dir/..").isSameObject(root))],
  ["a link in the middle is followed", ({ root }) => assert.equal(size(open(root, "dirlink/inner")), 5n)],
  ["a link to a path with dots", ({ root }) => assert.equal(size(root.openAt(FOLLOW, "up", {}, READ)), 11n)],
  ["a link to a link", ({ root }) => assert.equal(size(root.openAt(FOLLOW, "self", {}, READ)), 11n)],
  [
    "a link to a directory with a slash is followed",
    ({ root }) => assert.equal(open(root, "dirlink/").getType(), "directory"),
  ],
  [
    "a link that ends in a slash",
    ({ root }) => assert.equal(root.openAt(FOLLOW, "slashed", {}, READ).getType(), "directory"),
  ],
  ["a link to the directory itself", ({ root }) => assert.ok(root.openAt(FOLLOW, "dot", {}, READ).isSameObject(root))],
  ["40 links in a row", ({ root, path }) => assert.equal(size(openChain(root, path, 40)), 11n)],
  [
    "a file named ..x or ...",
    ({ root }) => ["..x", "...", ".x"].map((name) => open(root, name, WRITE, CREATE).write(bytes(name), 0n)),
  ],
  [
    "a name in any script",
    ({ root, path }) => {
      open(root, "ключ-鍵-🔑", WRITE, CREATE);
      assert.ok(existsSync(join(path, "ключ-鍵-🔑")));
    },
  ],
  [
    "open-at creates",
    ({ root, path }) => {
      const file = open(root, "new", WRITE, CREATE);
      assert.equal(file.write(bytes("new"), 0n), 3n);
      assert.equal(readFileSync(join(path, "new"), "utf8"), "new");
    },
  ],
  [
    "open-at creates through a dangling link",
    ({ root, path }) => {
      root.openAt(FOLLOW, "dangling", CREATE, WRITE);
      assert.ok(existsSync(join(path, "nothing")));
    },
  ],
  [
    "open-at creates exclusively",
    ({ root }) => assert.equal(size(open(root, "new", WRITE, { create: true, exclusive: true })), 0n),
  ],
  [
    "open-at with create leaves what is there",
    ({ root }) => assert.equal(size(open(root, "file", WRITE, CREATE)), 11n),
  ],
  ["open-at truncates", ({ root }) => assert.equal(size(open(root, "file", WRITE, { truncate: true })), 0n)],
  [
    "open-at with exclusive alone opens",
    ({ root }) => assert.equal(size(open(root, "file", READ, { exclusive: true })), 11n),
  ],
  [
    "open-at with synchronous writes",
    ({ root }) =>
      assert.equal(
        open(root, "file", { write: true, fileIntegritySync: true, dataIntegritySync: true }).write(bytes("x"), 0n),
        1n,
      ),
  ],
  [
    "read-only: open-at and read",
    ({ readOnly }) => assert.equal(text(open(readOnly, "file").read(5n, 0n)[0]), "hello"),
  ],
  [
    "read-only: asked to mutate, it opens all the same",
    ({ readOnly }) => assert.equal(openToMutate(readOnly).getFlags().mutateDirectory, false),
  ],
  [
    "get-flags tells how it was opened",
    ({ root, readOnly }) => {
      const none = {
        read: false,
        write: false,
        fileIntegritySync: false,
        dataIntegritySync: false,
        requestedWriteSync: false,
        mutateDirectory: false,
      };
      assert.deepEqual(open(root, "file").getFlags(), { ...none, read: true });
      assert.deepEqual(open(root, "file", {}).getFlags(), { ...none, read: true });
      assert.deepEqual(open(root, "file", WRITE).getFlags(), { ...none, write: true });
      assert.deepEqual(open(root, "new", READ, CREATE).getFlags(), { ...none, read: true, write: true });
      assert.deepEqual(open(root, "dir").getFlags(), { ...none, read: true, mutateDirectory: true });
      assert.deepEqual(open(readOnly, "dir").getFlags(), { ...none, read: true });
      assert.deepEqual(root.getFlags(), { read: true, mutateDirectory: true });
      assert.deepEqual(readOnly.getFlags(), { read: true, mutateDirectory: false });
    },
  ],
  [
    "get-type tells what it is",
    ({ root, path }) => {
      const device = rootOf("/dev", true);
      const types = [root, open(root, "file"), openFifo(root, path), open(device, "null")].map((object) =>
        object.getType(),
      );
      assert.deepEqual(types, ["directory", "regular-file", "fifo", "character-device"]);
    },
  ],
  [
    "stat and stat-at tell the same as the host",
    ({ root, path }) => {
      const host = lstatSync(join(path, "file"), { bigint: true });
      const guest = root.statAt({}, "file");
      assert.deepEqual(open(root, "file").stat(), guest);
      assert.deepEqual([guest.type, guest.size, guest.linkCount], ["regular-file", 11n, 1n]);
      assert.equal(nanoseconds(guest.dataModificationTimestamp), host.mtimeNs);
      assert.equal(nanoseconds(guest.dataAccessTimestamp), host.atimeNs);
      assert.equal(nanoseconds(guest.statusChangeTimestamp), host.ctimeNs);
    },
  ],
  [
    "stat-at follows when asked",
    ({ root }) => {
      assert.deepEqual([root.statAt({}, "link").type, root.statAt({}, "link").size], ["symbolic-link", 4n]);
      assert.equal(root.statAt(FOLLOW, "link").type, "regular-file");
      assert.equal(root.statAt({}, "dirlink/").type, "directory");
      assert.equal(root.statAt({}, "dirlink/inner").type, "regular-file");
      assert.equal(root.statAt({}, ".").type, "directory");
      assert.equal(root.statAt({}, "dangling").type, "symbolic-link");
    },
  ],
  [
    "a time before 1970 is left out",
    ({ root, path }) => {
      execFileSync("touch", ["-d", "1969-12-31T00:00:00Z", join(path, "file")]);
      assert.equal(root.statAt({}, "file").dataModificationTimestamp, undefined);
    },
  ],
  [
    "set-size cuts and extends with zeros",
    ({ root, path }) => {
      const file = open(root, "file", WRITE);
      file.setSize(5n);
      file.setSize(7n);
      assert.equal(readFileSync(join(path, "file"), "utf8"), "hello\0\0");
    },
  ],
  [
    "set-times sets one, the other, both or none",
    ({ root }) => {
      const file = open(root, "file");
      file.setTimes(at(1000n, 500_000_000), at(2000n, 250_000_000));
      assert.deepEqual(timesOf(file), [1_000_500_000_000n, 2_000_250_000_000n]);
      file.setTimes(NO_CHANGE, at(3000n));
      assert.deepEqual(timesOf(file), [1_000_500_000_000n, 3_000_000_000_000n]);
      file.setTimes(at(4000n), NO_CHANGE);
      file.setTimes(NO_CHANGE, NO_CHANGE);
      assert.deepEqual(timesOf(file), [4_000_000_000_000n, 3_000_000_000_000n]);
    },
  ],
  [
    "what set-times leaves unchanged stays the same to the nanosecond",
    ({ root }) => {
      const file = open(root, "file");
      const [accessed, modified] = timesOf(file);
      file.setTimes(NO_CHANGE, at(1n));
      assert.equal(timesOf(file)[0], accessed);
      root.setTimesAt({}, "link", at(1n), NO_CHANGE);
      const [, before] = timesOf(root);
      root.setTimes(at(1n), NO_CHANGE);
      assert.equal(timesOf(root)[1], before);
      assert.notEqual(timesOf(file)[1], modified);
    },
  ],
  [
    "set-times with now is now",
    ({ root }) => {
      const before = nodePlatform.wallClock();
      root.setTimes(NOW, NOW);
      const after = nodePlatform.wallClock();
      for (const time of timesOf(root)) assert.ok(time >= before - 1000n && time <= after);
    },
  ],
  [
    "set-times of this century is exact to 238 ns",
    ({ root }) => {
      const file = open(root, "file");
      file.setTimes(at(1_795_372_603n, 407_972_911), at(1_795_372_603n, 1));
      const [accessed = 0n, modified = 0n] = timesOf(file);
      assert.ok(Math.abs(Number(accessed - 1_795_372_603_407_972_911n)) < 238);
      assert.ok(Math.abs(Number(modified - 1_795_372_603_000_000_001n)) < 238);
    },
  ],
  [
    "set-times-at a link changes the link, or the file when it follows",
    ({ root }) => {
      root.setTimesAt({}, "link", at(5n), at(6n));
      assert.equal(root.statAt({}, "link").dataModificationTimestamp?.seconds, 6n);
      assert.notEqual(root.statAt({}, "file").dataModificationTimestamp?.seconds, 6n);
      root.setTimesAt(FOLLOW, "link", at(7n), at(8n));
      assert.equal(root.statAt({}, "file").dataModificationTimestamp?.seconds, 8n);
      root.setTimesAt({}, "dir/", at(9n), at(10n));
      assert.equal(root.statAt({}, "dir").dataModificationTimestamp?.seconds, 10n);
      open(root, "dir").setTimes(at(11n), at(12n));
      assert.equal(root.statAt({}, "dir").dataModificationTimestamp?.seconds, 12n);
    },
  ],
  [
    "read reads at an offset and tells the end",
    ({ root }) => {
      const file = open(root, "file");
      const read = (length: bigint, offset: bigint) => {
        const [data, end] = file.read(length, offset);
        return [text(data), end];
      };
      assert.deepEqual(read(5n, 0n), ["hello", false]);
      assert.deepEqual(read(100n, 7n), ["file", false]);
      assert.deepEqual(read(1n, 11n), ["", true]);
      assert.deepEqual(read(1n, 2n ** 40n), ["", true]);
      assert.deepEqual(read(FAR, 7n), ["file", false]);
    },
  ],
  [
    "read gives at most 64 KiB at once",
    ({ root }) => {
      open(root, "file", WRITE).setSize(200_000n);
      assert.equal(open(root, "file").read(200_000n, 0n)[0].length, 65_536);
    },
  ],
  [
    "write writes at an offset and fills the gap with zeros",
    ({ root, path }) => {
      assert.equal(open(root, "new", WRITE, CREATE).write(bytes("ab"), 2n), 2n);
      assert.equal(readFileSync(join(path, "new"), "utf8"), "\0\0ab");
    },
  ],
  [
    "offsets beyond 4 GiB are not cut",
    ({ root }) => {
      const file = open(root, "new", { read: true, write: true }, CREATE);
      file.write(bytes("far"), 2n ** 33n + 1n);
      assert.equal(size(file), 2n ** 33n + 4n);
      assert.equal(text(file.read(3n, 2n ** 33n + 1n)[0]), "far");
      file.setSize(2n ** 42n);
      assert.equal(size(file), 2n ** 42n);
      const stream = file.writeViaStream(2n ** 41n);
      stream.write(bytes("farther"));
      assert.equal(text(file.readViaStream(2n ** 41n).read(7n)), "farther");
    },
  ],
  [
    "sync and sync-data of a file",
    ({ root }) => {
      open(root, "file", WRITE).sync();
      open(root, "file", WRITE).syncData();
    },
  ],
  [
    "sync of what is opened to read",
    ({ root }) => {
      open(root, "file").sync();
      open(root, "file").syncData();
    },
  ],
  [
    "sync of a directory",
    ({ root }) => {
      root.sync();
      root.syncData();
      open(root, "dir").sync();
    },
  ],
  [
    "advise of every kind",
    ({ root }) =>
      (["normal", "sequential", "random", "will-need", "dont-need", "no-reuse"] as const).map((advice) =>
        open(root, "file").advise(0n, 10n, advice),
      ),
  ],
  [
    "create-directory-at",
    ({ root, path }) => {
      root.createDirectoryAt("dir/new");
      assert.ok(statSync(join(path, "dir/new")).isDirectory());
    },
  ],
  [
    "create-directory-at with a slash",
    ({ root, path }) => {
      root.createDirectoryAt("new/");
      assert.ok(statSync(join(path, "new")).isDirectory());
    },
  ],
  [
    "create-directory-at below a link",
    ({ root, path }) => {
      root.createDirectoryAt("dirlink/new");
      assert.ok(statSync(join(path, "dir/new")).isDirectory());
    },
  ],
  [
    "remove-directory-at",
    ({ root, path }) => {
      root.removeDirectoryAt("dir/sub");
      assert.deepEqual(readdirSync(join(path, "dir")), ["inner"]);
    },
  ],
  [
    "remove-directory-at with a slash",
    ({ root, path }) => {
      root.removeDirectoryAt("dir/sub/");
      assert.deepEqual(readdirSync(join(path, "dir")), ["inner"]);
    },
  ],
  [
    "unlink-file-at",
    ({ root, path }) => {
      root.unlinkFileAt("dir/inner");
      assert.deepEqual(readdirSync(join(path, "dir")), ["sub"]);
    },
  ],
  [
    "unlink-file-at of a link removes the link",
    ({ root, path }) => {
      root.unlinkFileAt("outside");
      assert.ok(existsSync(join(path, "../secret")));
    },
  ],
  [
    "unlink-file-at of a link to a directory removes the link",
    ({ root, path }) => {
      root.unlinkFileAt("dirlink");
      assert.ok(existsSync(join(path, "dir")));
    },
  ],
  [
    "a file that was unlinked can still be read",
    ({ root }) => assert.equal(text(unlinked(root).read(5n, 0n)[0]), "hello"),
  ],
  [
    "readlink-at",
    ({ root }) => assert.deepEqual([root.readlinkAt("link"), root.readlinkAt("outside")], ["file", "../secret"]),
  ],
  [
    "symlink-at makes a link to whatever is below or not",
    ({ root, path }) => {
      root.symlinkAt("../anything", "dir/new");
      assert.equal(readlinkSync(join(path, "dir/new")), "../anything");
    },
  ],
  [
    "rename-at",
    ({ root, path }) => {
      root.renameAt("dir/inner", root, "moved");
      assert.equal(readFileSync(join(path, "moved"), "utf8"), "inner");
    },
  ],
  [
    "rename-at replaces a file",
    ({ root, path }) => {
      root.renameAt("dir/inner", root, "file");
      assert.equal(readFileSync(join(path, "file"), "utf8"), "inner");
    },
  ],
  [
    "rename-at between descriptors",
    ({ root, path }) => {
      root.renameAt("file", open(root, "dir"), "file");
      assert.ok(existsSync(join(path, "dir/file")));
    },
  ],
  [
    "rename-at of a directory with slashes",
    ({ root, path }) => {
      root.renameAt("dir/", root, "moved/");
      assert.ok(existsSync(join(path, "moved/inner")));
    },
  ],
  [
    "rename-at of a directory onto an empty one",
    ({ root, path }) => {
      root.createDirectoryAt("empty");
      root.renameAt("dir", root, "empty");
      assert.ok(existsSync(join(path, "empty/inner")));
    },
  ],
  [
    "rename-at of a link moves the link",
    ({ root }) => {
      root.renameAt("outside", root, "moved");
      assert.equal(root.readlinkAt("moved"), "../secret");
    },
  ],
  [
    "link-at makes a second name",
    ({ root }) => {
      root.linkAt({}, "file", open(root, "dir"), "second");
      assert.equal(root.statAt({}, "file").linkCount, 2n);
      assert.ok(open(root, "file").isSameObject(open(root, "dir/second")));
    },
  ],
  [
    "link-at of a link links the link",
    ({ root }) => {
      root.linkAt({}, "dangling", root, "second");
      assert.equal(root.readlinkAt("second"), "nothing");
    },
  ],
  [
    "is-same-object compares objects, not names or descriptors",
    ({ root }) => {
      assert.ok(open(root, "file").isSameObject(root.openAt(FOLLOW, "link", {}, READ)));
      assert.ok(!open(root, "file").isSameObject(open(root, "dir/inner")));
      assert.ok(open(root, "dir").isSameObject(open(root, "dirlink/")));
    },
  ],
  [
    "metadata-hash is the same for the same object, however it is reached or written to",
    ({ root }) => {
      const file = open(root, "file", WRITE);
      const before = file.metadataHash();
      file.write(bytes("longer than it was"), 0n);
      assert.deepEqual(file.metadataHash(), before);
      assert.deepEqual(root.metadataHashAt(FOLLOW, "link"), before);
      assert.notDeepEqual(root.metadataHashAt({}, "link"), before);
      assert.notDeepEqual(root.metadataHash(), before);
      assert.ok(before.lower < 2n ** 64n && before.upper < 2n ** 64n && before.lower !== before.upper);
    },
  ],
  [
    "read-directory gives every entry once, without dots",
    ({ root, path }) => {
      for (let i = 0; i < 300; i++) writeFileSync(join(path, "dir", `f${i}`), "");
      const entries = entriesOf(open(root, "dir"));
      assert.deepEqual(entries.map(({ name }) => name).sort(), readdirSync(join(path, "dir")).sort());
      assert.equal(entries.find(({ name }) => name === "sub")?.type, "directory");
      assert.equal(entries.find(({ name }) => name === "inner")?.type, "regular-file");
    },
  ],
  [
    "read-directory tells types without following",
    ({ root, path }) => {
      mkfifo(join(path, "fifo"));
      const types = Object.fromEntries(entriesOf(root).map(({ name, type }) => [name, type]));
      assert.deepEqual([types["link"], types["dirlink"], types["fifo"]], ["symbolic-link", "symbolic-link", "fifo"]);
    },
  ],
  [
    "two passes over a directory do not disturb each other",
    ({ root }) => {
      using one = root.readDirectory();
      using two = root.readDirectory();
      const first = one.readDirectoryEntry();
      assert.deepEqual(two.readDirectoryEntry(), first);
      assert.notDeepEqual(one.readDirectoryEntry(), first);
    },
  ],
  [
    "a name that is no Unicode is refused and the pass goes on",
    ({ root, path }) => {
      writeFileSync(Buffer.concat([Buffer.from(join(path, "dir/")), STRANGE]), "");
      using stream = open(root, "dir").readDirectory();
      const seen = [1, 2, 3].map(() => outcome(() => stream.readDirectoryEntry()?.name));
      assert.deepEqual(seen.sort(), ["illegal-byte-sequence", "inner", "sub"]);
      assert.equal(stream.readDirectoryEntry(), undefined);
    },
  ],
  ["a pass over a directory can end early", ({ root }) => root.readDirectory()[Symbol.dispose]()],
  [
    "a directory that is moved stays the directory that was opened",
    ({ root, top }) => {
      const directory = open(root, "dir");
      execFileSync("mv", [join(top, "root/dir"), join(top, "elsewhere")]);
      assert.equal(size(open(directory, "inner")), 5n);
      assert.throws(() => open(directory, "../secret"), is("not-permitted"));
      assert.throws(() => open(directory, "sub/../../secret"), is("not-permitted"));
    },
  ],
  ["a FIFO without a peer opens at once", ({ root, path }) => assert.equal(openFifo(root, path).getType(), "fifo")],
  [
    "a device is read and written",
    () => assert.deepEqual(open(rootOf("/dev", false), "zero").read(4n, 0n)[0], Buffer.alloc(4)),
  ],
];

function size(object: Descriptor): bigint {
  return object.stat().size;
}

function nanoseconds(time: { seconds: bigint; nanoseconds: number } | undefined): bigint {
  assert.ok(time);
  return time.seconds * 1_000_000_000n + BigInt(time.nanoseconds);
}

function timesOf(object: Descriptor): bigint[] {
  const stat = object.stat();
  return [nanoseconds(stat.dataAccessTimestamp), nanoseconds(stat.dataModificationTimestamp)];
}

function unlinked(root: Descriptor): Descriptor {
  const file = open(root, "file");
  root.unlinkFileAt("file");
  return file;
}

function entriesOf(directory: Descriptor): { name: string; type: string }[] {
  using stream = directory.readDirectory();
  const entries = [];
  for (let entry = stream.readDirectoryEntry(); entry !== undefined; entry = stream.readDirectoryEntry())
    entries.push(entry);
  return entries;
}

function outcome(call: () => unknown): unknown {
  try {
    return call();
  } catch (error) {
    assert.ok(error instanceof ComponentError);
    return error.payload;
  }
}

for (const [name, check] of done) test(name, () => check(tree()));
