/** The command says what it needs and what it found; that it runs scripts is shown by running them. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { compare } from "./expectations.ts";
import { laterFeatures } from "./headers.ts";
import { loadHost, refuseWrongTypes } from "./host.ts";

const MAIN = join(import.meta.dirname, "main.ts");

function conformance(args: readonly string[], path = ""): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, ["-C", "source", MAIN, ...args], { encoding: "utf8", env: { PATH: path } });
}

test("without a path it says how it is used", () => {
  const { status, stderr } = conformance([]);
  assert.equal(status, 2);
  assert.match(stderr, /usage: npm run conformance -- PATH/);
});

test("an option it does not know is refused", () => {
  const { status, stderr } = conformance(["--nope", "."]);
  assert.equal(status, 2);
  assert.match(stderr, /--nope/);
});

test("a path that leads nowhere is refused", () => {
  const { status, stderr } = conformance([join(import.meta.dirname, "nowhere")]);
  assert.equal(status, 2);
  assert.match(stderr, /found nothing at .*nowhere/);
});

test("without wasm-tools it says what to install", () => {
  const { status, stderr } = conformance([import.meta.dirname]);
  assert.equal(status, 2);
  assert.match(stderr, /wasm-tools, which is not on the PATH. Install it with: cargo install/);
});

const failure = (line: number) => ({ line, directive: "module", reason: "because" }) as const;

test("a failure that is not listed, and a listed one that passes, are both told", () => {
  const { unexpected, stale } = compare([failure(1), failure(2)], { reason: "later", lines: [2, 3] });
  assert.deepEqual(unexpected, [failure(1)]);
  assert.deepEqual(stale, [3]);
});

test("headers name the features a script needs that come later", () => {
  const source = ";;! component_model_threading = true\n;;! component_model_map = true\n(component)\n";
  assert.deepEqual(laterFeatures(source), ["🧵 threads"]);
});

test("a host's types are compared with those a component asks for", async () => {
  const folder = mkdtempSync(join(tmpdir(), "weft-host-"));
  try {
    const file = join(folder, "host.mjs");
    writeFileSync(
      file,
      `export const imports = { host: { f: () => 3 } }; export const types = { host: { f: "func() -> u32" } };`,
    );
    const host = await loadHost(file);
    const declared = (kind: "u32" | "u64") => ({
      name: "host",
      type: {
        kind: "instance",
        exports: [{ name: "f", type: { kind: "func", async: false, params: [], result: { kind } } }],
      } as const,
    });
    refuseWrongTypes([declared("u32")], host.types);
    assert.throws(
      () => refuseWrongTypes([declared("u64")], host.types),
      /import "host#f": expected func\(\) -> u64, found func\(\) -> u32/,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});
