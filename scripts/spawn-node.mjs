import { spawn } from "node:child_process";
import { findNode, ROOT } from "./find-node.cjs";

/**
 * Runs Node 26 in the repository's root, with our streams.
 * @param {string[]} args
 * @param {{ interruptAfterMs?: number }} [options] when to send it SIGINT
 * @returns {Promise<number>} the exit code
 */
export function spawnNode(args, { interruptAfterMs } = {}) {
  const node = findNode();
  if (node === undefined) throw new Error("There is no Node 26; setup comes first.");
  const child = spawn(node, args, { cwd: ROOT, stdio: "inherit" });
  const timer = interruptAfterMs === undefined ? undefined : setTimeout(() => child.kill("SIGINT"), interruptAfterMs);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code) => {
      clearTimeout(timer);
      resolve(code ?? 1);
    });
  });
}
