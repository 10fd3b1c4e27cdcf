/**
 * Runs a document as its reader would, from top to bottom in one folder: `console` blocks in one shell (see transcript.ts), `js` blocks
 * as programs whose every `console.log(…); // this` prints what its comment says. Blocks of any other kind are to be read only.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { type CodeBlock, codeBlocks } from "./markdown.ts";
import { ShellSession } from "./shell-session.ts";
import { matchesOutput, parseTranscript, type Step } from "./transcript.ts";

export interface TourOptions {
  /** The folder the reader is in. */
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Options for the Node that runs the programs. */
  readonly nodeOptions: readonly string[];
}

/** @throws AssertionError that names the document's line */
export async function runTour(markdown: string, document: string, options: TourOptions): Promise<void> {
  await using shell = new ShellSession(options);
  for (const block of codeBlocks(markdown)) {
    if (block.info === "console") await runTranscript(shell, block, document);
    if (block.info === "js") runProgram(block, document, options);
  }
}

async function runTranscript(shell: ShellSession, block: CodeBlock, document: string): Promise<void> {
  const steps = parseTranscript(block.text, block.line);
  for (const [i, step] of steps.entries()) await runStep(shell, step, document, steps[i + 1]?.command === "echo $?");
}

async function runStep(shell: ShellSession, step: Step, document: string, mayFail: boolean): Promise<void> {
  const { output, status } = await shell.run(step.command, (text) => matchesOutput(text, step.expected));
  const place = `${document}:${step.line}: ${step.command}`;
  if (!matchesOutput(output, step.expected)) assert.equal(output, `${step.expected.join("\n")}\n`, place);
  if (!mayFail) assert.equal(status, 0, `${place} ended with code ${status}`);
}

function runProgram({ text, line }: CodeBlock, document: string, { cwd, env, nodeOptions }: TourOptions): void {
  const args = [...nodeOptions, "--input-type=module", "-"];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd, env, input: text, encoding: "utf8" });
  const expected = [...text.matchAll(/^\s*console\.log\(.*\); \/\/ (.*)$/gm)].map((match) => `${match[1]}\n`).join("");
  assert.equal(stdout + stderr, expected, `${document}:${line}`);
}
