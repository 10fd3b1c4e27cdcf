/**
 * A process of the host swaps a directory of the guest for a link that leads out, as fast as it can, while the guest works below
 * it. Nothing outside is ever reached, whichever of the two the guest meets, and between its steps.
 */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { ComponentError } from "@weft/core";
import { CREATE, FOLLOW, open, READ, type Tree, text, tree, WRITE } from "./filesystem-tree.test.ts";

/** Both sides hold a file of the same name: who reads "theirs" has escaped. */
function arena(): Tree & { readonly outside: string } {
  const made = tree();
  const outside = join(made.top, "out");
  mkdirSync(outside);
  writeFileSync(join(outside, "secret"), "theirs");
  mkdirSync(join(made.path, "swap"));
  writeFileSync(join(made.path, "swap/secret"), "mine");
  return { ...made, outside };
}

const SWAPPER = `
  const { renameSync, symlinkSync } = require("node:fs");
  symlinkSync("../out", "evil");
  console.log("ready");
  for (;;) {
    renameSync("swap", "away"); renameSync("evil", "swap");
    renameSync("swap", "evil"); renameSync("away", "swap");
  }`;

async function whileSwapping(path: string, work: () => void): Promise<void> {
  const swapper = spawn(process.execPath, ["-e", SWAPPER], { cwd: path, stdio: ["ignore", "pipe", "inherit"] });
  const exit = once(swapper, "exit");
  try {
    await Promise.race([once(swapper.stdout, "data"), exit]);
    work();
  } finally {
    swapper.kill();
    await exit;
  }
}

/** Repeats until each of `outcomes` was seen and some thousand rounds are over. */
function untilSeen(outcomes: readonly string[], attempt: () => string): void {
  const missing = new Set(outcomes);
  for (let round = 0; round < 3000 || missing.size > 0; round++) {
    assert.ok(round < 1_000_000, `never seen: ${[...missing].join(", ")}`);
    missing.delete(outcome(attempt));
  }
}

function outcome(attempt: () => string): string {
  try {
    return attempt();
  } catch (error) {
    assert.ok(error instanceof ComponentError, String(error));
    return error.payload as string;
  }
}

test("what is read is never what is outside", async () => {
  const { root, path } = arena();
  await whileSwapping(path, () =>
    untilSeen(["mine", "not-permitted"], () => {
      using file = root.openAt(FOLLOW, "swap/secret", {}, READ);
      const read = text(file.read(10n, 0n)[0]);
      assert.equal(read, "mine");
      return read;
    }),
  );
});

test("what is written, made and removed is never outside", async () => {
  const { root, path, outside } = arena();
  await whileSwapping(path, () =>
    untilSeen(["done", "not-permitted"], () => {
      using file = open(root, "swap/new", WRITE, CREATE);
      file.write(new Uint8Array(1), 0n);
      root.renameAt("swap/new", root, "swap/newer");
      root.unlinkFileAt("swap/newer");
      root.createDirectoryAt("swap/directory");
      root.removeDirectoryAt("swap/directory");
      return "done";
    }),
  );
  assert.deepEqual(readdirSync(outside), ["secret"]);
  assert.equal(readFileSync(join(outside, "secret"), "utf8"), "theirs");
});

test("a directory opened before leads nowhere else when it is swapped", async () => {
  const { root, path } = arena();
  const directory = open(root, "swap");
  await whileSwapping(path, () =>
    untilSeen(["mine"], () => {
      using file = open(directory, "secret");
      return text(file.read(10n, 0n)[0]);
    }),
  );
  assert.throws(() => open(directory, "../../secret"), ComponentError);
});
