/** Streams over real files, and what of the host is left when guests have dropped them. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { ComponentError } from "@weft/core";
import type { Descriptor } from "../filesystem/descriptor.ts";
import { filesystemTypes } from "../filesystem/types.ts";
import { IoError } from "../io/io-error.ts";
import { bytes, CREATE, open, READ, rootOf, text, tree, WRITE } from "./filesystem-tree.test.ts";

const BOTH = { read: true, write: true };

/** Provokes the failure of a stream and returns what the guest is given. */
function failureOf(call: () => unknown): IoError {
  try {
    call();
  } catch (error) {
    assert.ok(error instanceof ComponentError);
    assert.equal(error.payload.tag, "last-operation-failed");
    return error.payload.val;
  }
  assert.fail("expected a failure");
}

const closed = (error: unknown) => error instanceof ComponentError && Object(error.payload).tag === "closed";

test("a stream reads from its offset to the end, without waiting, and is then closed", () => {
  const stream = open(tree().root, "file").readViaStream(7n);
  assert.ok(stream.subscribe().ready());
  assert.equal(text(stream.read(2n)), "fi");
  assert.equal(stream.read(0n).length, 0);
  assert.equal(text(stream.blockingRead(100n) as Uint8Array), "le");
  assert.throws(() => stream.blockingRead(1n), closed);
  assert.throws(() => stream.read(1n), closed);
});

test("a stream from beyond the end is closed", () => {
  assert.throws(() => open(tree().root, "file").readViaStream(100n).read(1n), closed);
});

test("two streams on one file each have their own position", () => {
  const file = open(tree().root, "file");
  const [one, two] = [file.readViaStream(0n), file.readViaStream(0n)];
  assert.equal(text(one.read(5n)), "hello");
  assert.equal(text(two.read(5n)), "hello");
  assert.equal(one.skip(2n), 2n);
  assert.equal(text(one.read(10n)), "file");
});

test("a stream writes on from its offset, over what is there and beyond the end", () => {
  const { root, path } = tree();
  const stream = open(root, "file", WRITE).writeViaStream(7n);
  assert.ok(stream.checkWrite() >= 4096n);
  stream.write(bytes("st"));
  stream.blockingWriteAndFlush(bytes("ream"));
  stream.writeZeroes(1n);
  assert.equal(readFileSync(join(path, "file"), "utf8"), "hello, stream\0");
});

test("appending goes to the end, wherever that is by now", () => {
  const { root, path } = tree();
  const file = open(root, "file", BOTH);
  const [one, two] = [file.appendViaStream(), file.appendViaStream()];
  one.write(bytes("1"));
  two.write(bytes("2"));
  file.write(bytes("w"), 13n);
  one.write(bytes("3"));
  assert.equal(readFileSync(join(path, "file"), "utf8"), "hello, file12w3");
});

test("a file that was unlinked can still be appended to", () => {
  const { root } = tree();
  const file = open(root, "file", BOTH);
  root.unlinkFileAt("file");
  file.appendViaStream().write(bytes("!"));
  assert.equal(text(file.read(100n, 0n)[0]), "hello, file!");
});

test("splice moves a file into another", () => {
  const { root, path } = tree();
  const from = open(root, "file").readViaStream(0n);
  const to = open(root, "new", WRITE, CREATE).writeViaStream(0n);
  assert.equal(to.splice(from, 5n), 5n);
  assert.equal(to.blockingSplice(from, 100n), 6n);
  assert.throws(() => to.splice(from, 1n), closed);
  assert.equal(readFileSync(join(path, "new"), "utf8"), "hello, file");
});

const failures: readonly (readonly [string, string, () => unknown])[] = [
  [
    "reading what is opened to write",
    "bad-descriptor",
    () => open(tree().root, "file", WRITE).readViaStream(0n).read(1n),
  ],
  [
    "writing what is opened to read",
    "bad-descriptor",
    () => open(tree().root, "file").writeViaStream(0n).write(bytes("x")),
  ],
  [
    "writing to a full device",
    "insufficient-space",
    () => open(rootOf("/dev", false), "full", WRITE).writeViaStream(0n).write(bytes("x")),
  ],
  [
    "writing beyond the file system's limit",
    "file-too-large",
    () =>
      open(tree().root, "file", WRITE)
        .writeViaStream(2n ** 62n)
        .write(bytes("x")),
  ],
  [
    "reading a terminal at an offset",
    "invalid-seek",
    () => open(rootOf("/dev", true), "ptmx", READ).readViaStream(0n).read(1n),
  ],
];

for (const [name, code, call] of failures) {
  test(`${name} fails with an error that filesystem-error-code turns into ${code}`, () => {
    const failure = failureOf(call);
    assert.equal(filesystemTypes.filesystemErrorCode(failure), code);
    assert.notEqual(failure.toDebugString(), "");
  });
}

test("an error that is none of a file has no error-code", () => {
  assert.equal(filesystemTypes.filesystemErrorCode(new IoError("of a socket")), undefined);
});

test("a stream outlives its descriptor", () => {
  const { root } = tree();
  const file = open(root, "file", BOTH);
  const [reading, writing, appending] = [file.readViaStream(0n), file.writeViaStream(0n), file.appendViaStream()];
  file[Symbol.dispose]();
  assert.equal(text(reading.read(5n)), "hello");
  writing.write(bytes("HELLO"));
  appending.write(bytes("!"));
  assert.equal(text(reading.read(100n)), ", file!");
});

test("what guests have dropped is closed, and what failed was never left open", () => {
  const { root } = tree();
  const before = openDescriptors();
  for (let i = 0; i < 20; i++) useAndDrop(root);
  assert.equal(openDescriptors(), before);
});

function openDescriptors(): number {
  return readdirSync("/proc/self/fd").length;
}

function useAndDrop(root: Descriptor): void {
  using directory = open(root, "dirlink/sub/..");
  using entries = directory.readDirectory();
  entries.readDirectoryEntry();
  using file = open(root, "file", BOTH);
  using reading = file.readViaStream(0n);
  using appending = file.appendViaStream();
  appending.write(reading.read(1n));
  root.sync();
  root.statAt({ symlinkFollow: true }, "dirlink/../self");
  for (const path of ["dir/sub/../../..", "dir/nothing", "loop1/x", "dir/inner/x"]) {
    assert.throws(() => root.openAt({ symlinkFollow: true }, path, {}, READ), ComponentError);
  }
}
