/** What people hand over by mistake, and what disks and networks do to files: a message with what to do, never a stack trace. */
import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { damaged } from "./damaged.ts";
import { type Ended, guest, ROOT, weft } from "./weft.ts";

const folder = mkdtempSync(join(tmpdir(), "weft-bad-input-"));
after(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const ADDER = readFileSync(join(ROOT, guest("wat-adder")));
const SERVICE = readFileSync(join(ROOT, guest("c-http")));
const CORE_MODULE = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
/** (module (import "wasi_snapshot_preview1" "f" (func))) */
const PREVIEW_1 = [
  ...CORE_MODULE,
  ...[0x01, 0x04, 0x01, 0x60, 0x00, 0x00, 0x02, 0x1c, 0x01],
  ...[0x16, ...Buffer.from("wasi_snapshot_preview1"), 0x01, 0x66, 0x00, 0x00],
];

const CASES: readonly (readonly [what: string, path: string, message: RegExp])[] = [
  ["an empty file", file("empty.wasm", ""), /expected a component, found an empty file \(at offset 0x0\)/],
  [
    "a truncated component",
    file("truncated.wasm", ADDER.subarray(0, 90)),
    /expected .*, found .* \(at offset 0x[\da-f]+\)/,
  ],
  [
    "a core module",
    file("core.wasm", Uint8Array.from(CORE_MODULE)),
    /found a core module\. Make it a component: wasm-tools/,
  ],
  [
    "a preview 1 module",
    file("preview1.wasm", Uint8Array.from(PREVIEW_1)),
    /found a core module that imports wasi_snapshot_preview1\. .* --adapt/,
  ],
  ["component text", file("text.wat", "(component)"), /found component text\. Assemble it: wasm-tools parse/],
  ["something else", file("page.html", "<!doctype html>"), /which begins with 00 61 73 6d, found 3c 21 64 6f/],
  ["a missing file", join(folder, "missing.wasm"), /missing\.wasm: there is no such file/],
  ["a file in what is no directory", join(ROOT, "package.json/x.wasm"), /there is no such file/],
  ["a directory", folder, /it is a directory; expected a component, a file that usually ends in \.wasm/],
];

const COMMANDS: readonly (readonly [name: string, ...rest: string[]])[] = [
  ["run"],
  ["serve"],
  ["call", "f()"],
  ["inspect"],
];

function assertRefused({ code, signal, stdout, stderr }: Ended, message: RegExp): void {
  assert.deepEqual([code, signal, stdout], [2, null, ""], stderr);
  assert.match(stderr, /^weft: Cannot (read|use|link) /);
  assert.match(stderr, message);
  assertNoStack(stderr);
}

function assertNoStack(stderr: string): void {
  assert.doesNotMatch(stderr, /^ {4}at .*(\.ts|\.js|node:)/m);
  assert.doesNotMatch(stderr, /Internal error/);
}

for (const [what, path, message] of CASES) {
  test(`${what} is refused by every command`, async () => {
    for (const [name, ...rest] of COMMANDS) assertRefused(await weft([name, path, ...rest]), message);
  });
}

test("a file this user may not read is refused", {
  skip: process.getuid?.() === 0 && "root may read every file",
}, async () => {
  const path = file("unreadable.wasm", ADDER);
  chmodSync(path, 0);
  assertRefused(await weft(["inspect", path]), /this user may not read it/);
});

test("with --json a refusal has its offset", async () => {
  const { stderr } = await weft(["inspect", "--json", CASES[0]?.[1] ?? ""]);
  const { error } = JSON.parse(stderr);
  assert.deepEqual([error.code, error.offset, error.exitCode], ["not-a-component", 0, 2]);
});

for (const { seed, bytes } of damaged(SERVICE, { first: 1, count: 12 })) {
  test(`a damaged component (seed ${seed}) is refused, or shown`, async () => {
    const { code, signal, stderr } = await weft(["inspect", file(`damaged-${seed}.wasm`, bytes)]);
    assert.ok(code === 0 || code === 2, `exit code ${code}, ${signal}: ${stderr}`);
    assertNoStack(stderr);
  });
}
