import assert from "node:assert/strict";
import { test } from "node:test";
import { ComponentError } from "@weft/core";
import { noStdio, stdinOf, stdoutTo } from "./memory-stdio.ts";
import { stdioInterfaces } from "./stdio.ts";
import { TerminalInput, TerminalOutput } from "./terminal.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const CLOSED = (error: unknown) => error instanceof ComponentError && Object(error.payload).tag === "closed";

test("standard input gives its bytes, then its end", () => {
  const wasi = stdioInterfaces({ ...noStdio(), stdin: stdinOf(bytes("abc")) });
  const stdin = wasi["wasi:cli/stdin"].getStdin();
  assert.deepEqual(stdin.read(2n), bytes("ab"));
  assert.deepEqual(stdin.blockingRead(2n), bytes("c"));
  assert.throws(() => stdin.read(1n), CLOSED);
});

test("two standard inputs share what is there, and dropping one leaves the other", () => {
  const wasi = stdioInterfaces({ ...noStdio(), stdin: stdinOf(bytes("abc")) });
  const first = wasi["wasi:cli/stdin"].getStdin();
  first.read(1n);
  first[Symbol.dispose]();
  assert.deepEqual(wasi["wasi:cli/stdin"].getStdin().read(10n), bytes("bc"));
});

test("standard output and error go where they belong, in order", () => {
  const written: string[] = [];
  const to = (name: string) => stdoutTo((piece) => written.push(`${name}:${new TextDecoder().decode(piece)}`));
  const wasi = stdioInterfaces({ ...noStdio(), stdout: to("out"), stderr: to("err") });
  const [stdout, stderr] = [wasi["wasi:cli/stdout"].getStdout(), wasi["wasi:cli/stderr"].getStderr()];
  stdout.blockingWriteAndFlush(bytes("a"));
  stderr.blockingWriteAndFlush(bytes("b"));
  stdout[Symbol.dispose]();
  wasi["wasi:cli/stdout"].getStdout().write(bytes("c"));
  assert.deepEqual(written, ["out:a", "err:b", "out:c"]);
});

test("without standard streams input is at its end and output goes nowhere", () => {
  const wasi = stdioInterfaces(noStdio());
  assert.throws(() => wasi["wasi:cli/stdin"].getStdin().blockingRead(1n), CLOSED);
  assert.equal(wasi["wasi:cli/stdout"].getStdout().blockingWriteAndFlush(bytes("gone")), undefined);
});

test("a terminal resource is there exactly for what is a terminal", () => {
  const none = stdioInterfaces(noStdio());
  assert.equal(none["wasi:cli/terminal-stdin"].getTerminalStdin(), undefined);
  assert.equal(none["wasi:cli/terminal-stdout"].getTerminalStdout(), undefined);
  assert.equal(none["wasi:cli/terminal-stderr"].getTerminalStderr(), undefined);
  const { stdin, stdout } = noStdio();
  const terminal = stdioInterfaces({
    stdin: { ...stdin, isTerminal: true },
    stdout: { ...stdout, isTerminal: true },
    stderr: { ...stdout, isTerminal: true },
  });
  assert.ok(terminal["wasi:cli/terminal-stdin"].getTerminalStdin() instanceof TerminalInput);
  assert.ok(terminal["wasi:cli/terminal-stdout"].getTerminalStdout() instanceof TerminalOutput);
  assert.ok(terminal["wasi:cli/terminal-stderr"].getTerminalStderr() instanceof TerminalOutput);
});
