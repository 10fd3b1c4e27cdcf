import { readFile } from "node:fs/promises";
import { Component } from "@weft/core";
import { runCommand, stdinOf, stdoutTo, wasi } from "@weft/wasi";
import { nodePlatform } from "@weft/wasi/node";

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string | Uint8Array;
}

/** The bytes of a built guest, e.g. `c-command/c-command.wasm`. */
export function readGuest(file: string): Promise<Uint8Array> {
  return readFile(new URL(`../../guests/${file}`, import.meta.url));
}

/** Runs a command with standard streams in memory. */
export async function runGuest(file: string, { args = [], env = {}, stdin = "" }: RunOptions = {}): Promise<Ran> {
  const component = await Component.compile(await readGuest(file), { platform: nodePlatform });
  const [stdout, stderr] = [new TextSink(), new TextSink()];
  const imports = wasi({
    platform: nodePlatform,
    args: [file, ...args],
    env,
    stdin: stdinOf(typeof stdin === "string" ? new TextEncoder().encode(stdin) : stdin),
    stdout: stdoutTo((bytes) => stdout.take(bytes)),
    stderr: stdoutTo((bytes) => stderr.take(bytes)),
  });
  using instance = await component.instantiate(imports);
  const code = await runCommand(instance);
  return { code, stdout: stdout.text, stderr: stderr.text };
}

class TextSink {
  readonly #pieces: Uint8Array[] = [];

  take(bytes: Uint8Array): void {
    this.#pieces.push(bytes.slice());
  }

  get text(): string {
    return Buffer.concat(this.#pieces).toString();
  }
}
