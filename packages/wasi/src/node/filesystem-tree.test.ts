/** The tree of real files that the rows of the filesystem tests work with. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { ComponentError } from "@weft/core";
import type { Descriptor } from "../filesystem/descriptor.ts";
import type { ErrorCode } from "../filesystem/error-code.ts";
import { wasi } from "../wasi.ts";
import { nodePlatform } from "./platform.ts";
import { preopen } from "./preopen.ts";

/** What a row works with. `top` holds `root`, which is granted, and what is not. */
export interface Tree {
  readonly top: string;
  readonly path: string;
  readonly root: Descriptor;
  readonly readOnly: Descriptor;
  /** Another directory of the host, granted too. */
  elsewhere(host: string): Descriptor;
}

export const FOLLOW = { symlinkFollow: true };
export const READ = { read: true };
export const WRITE = { write: true };
export const CREATE = { create: true };
export const NOW = { tag: "now" } as const;
export const NO_CHANGE = { tag: "no-change" } as const;
export const at = (seconds: bigint, nanoseconds = 0) => ({ tag: "timestamp", val: { seconds, nanoseconds } }) as const;
export const bytes = (text: string) => new TextEncoder().encode(text);
export const text = (data: Uint8Array) => new TextDecoder().decode(data);
export const LONG = "n".repeat(256);
export const FAR = 2n ** 64n - 1n;

export const folder = mkdtempSync(join(tmpdir(), "weft-fs-"));
after(() => rmSync(folder, { recursive: true }));

/** A fresh tree for each row. */
export function tree(): Tree {
  const { top, path } = makeFiles();
  const grant = (readOnly: boolean) => rootOf(path, readOnly);
  return { top, path, root: grant(false), readOnly: grant(true), elsewhere: (host) => rootOf(host, false) };
}

/** The files of a tree, with nobody to see them yet. */
export function makeFiles(): Pick<Tree, "top" | "path"> {
  const top = mkdtempSync(join(folder, "t-"));
  const path = join(top, "root");
  mkdirSync(join(path, "dir/sub"), { recursive: true });
  writeFileSync(join(top, "secret"), "secret");
  writeFileSync(join(path, "file"), "hello, file");
  writeFileSync(join(path, "dir/inner"), "inner");
  const links = { link: "file", dirlink: "dir", absolute: "/etc/passwd", outside: "../secret", up: "dir/../file" };
  const odd = {
    loop1: "loop2",
    loop2: "loop1",
    dangling: "nothing",
    slashed: "dir/",
    self: "dir/sub/../../link",
    dot: ".",
  };
  for (const [name, target] of Object.entries({ ...links, ...odd })) symlinkSync(target, join(path, name));
  return { top, path };
}

export function rootOf(host: string, readOnly: boolean): Descriptor {
  const granted = preopen({ host, guest: "/", readOnly });
  after(() => granted.directory.close());
  const [entry] = wasi({ platform: nodePlatform, preopens: [granted] })["wasi:filesystem/preopens"].getDirectories();
  assert.ok(entry);
  return entry[0];
}

export function mkfifo(path: string): void {
  execFileSync("mkfifo", [path]);
}

export function open(directory: Descriptor, path: string, flags = READ as object, openFlags = {}): Descriptor {
  return directory.openAt({}, path, openFlags, flags);
}

export const is = (code: ErrorCode) => (error: unknown) => {
  assert.ok(error instanceof ComponentError, String(error));
  assert.equal(error.payload, code);
  return true;
};

export function openToMutate(directory: Descriptor): Descriptor {
  return open(directory, "dir", { read: true, mutateDirectory: true }, { directory: true });
}

export function openChain(root: Descriptor, path: string, length: number): Descriptor {
  for (let i = 1; i < length; i++) symlinkSync(`chain${i - 1}`, join(path, `chain${i}`));
  symlinkSync("file", join(path, "chain0"));
  return root.openAt(FOLLOW, `chain${length - 1}`, {}, READ);
}

export function openFifo(root: Descriptor, path: string): Descriptor {
  mkfifo(join(path, "fifo"));
  return open(root, "fifo");
}

/** A name that is no Unicode. */
export const STRANGE = Buffer.from([0x61, 0xff]);

test("what is granted is the root, and beside it is what is not", () => {
  const { root, readOnly, top } = tree();
  assert.equal(root.getType(), "directory");
  assert.ok(root.isSameObject(readOnly));
  assert.deepEqual(readdirSync(top).sort(), ["root", "secret"]);
});
