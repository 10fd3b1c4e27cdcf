/** A trivial command from the shell's side: the whole process, published `weft` against a Node that does nothing. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Comparison, compare } from "../comparison.ts";
import { packCli } from "../packed-cli.ts";
import { ROOT } from "../root.ts";
import { takeRounds } from "../rounds.ts";

const ROUNDS = 31;
const COMPONENT = join(ROOT, "guests/c-command/c-command.wasm");

export async function commandStart(): Promise<Comparison[]> {
  const folder = packCli();
  try {
    const weft = [join(folder, "bin/weft.cjs"), "run", COMPONENT];
    const peers = { weft: () => wholeProcess(weft, "hello\n"), node: () => wholeProcess(["-e", "0"], "") };
    // The first run of a version may leave something for those after it.
    peers.weft();
    const rounds = await takeRounds(peers, ROUNDS);
    const peer = { sample: "node", name: "`node -e 0`", bar: { atMost: 1.8 } };
    return [compare("`weft run` of a trivial command, whole process", "ms", rounds, peer)];
  } finally {
    rmSync(dirname(folder), { recursive: true });
  }
}

/** Milliseconds from before the process is made until after it has ended. */
function wholeProcess(args: readonly string[], output: string): number {
  const begin = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  const elapsed = performance.now() - begin;
  assert.deepEqual({ status, stdout, stderr }, { status: 0, stdout: output, stderr: "" });
  return elapsed;
}
