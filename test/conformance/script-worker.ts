/** Runs scripts, one after another, in a thread of its own: a guest that does not end, or exhausts the heap, ends the thread and nothing else. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import { assembleText, COMMANDS } from "./assembler.ts";
import type { Script } from "./directive.ts";
import { loadHost } from "./host.ts";
import { runScript } from "./run-script.ts";

const host = await loadHost((workerData as { readonly host?: string }).host);

parentPort?.on("message", async (folder: string) => {
  const { commands } = JSON.parse(await readFile(join(folder, COMMANDS), "utf8")) as Script;
  const files = {
    read: (name: string) => readFile(join(folder, name)),
    assemble: (name: string) => assembleText(join(folder, name)),
  };
  parentPort?.postMessage(await runScript(commands, files, { host }));
});
