/**
 * What a document promises about a terminal, as data. In a block
 *
 *     ```console
 *     $ weft call adder.wasm 'add(1, 2)'
 *     3
 *     ```
 *
 * a line after `$ ` is a command (a line that ends with a backslash goes on in the next), the lines below it are all it prints. In
 * those `…` stands for any text, and a line of nothing else for any lines. A command ends with code 0, unless the next is `echo $?`.
 */
export interface Step {
  readonly command: string;
  readonly expected: readonly string[];
  /** The command's line in the document, counted from 1. */
  readonly line: number;
}

export function parseTranscript(text: string, firstLine: number): Step[] {
  const steps: { command: string; expected: string[]; line: number }[] = [];
  for (const [i, line] of text.replace(/\n$/, "").split("\n").entries()) {
    const last = steps.at(-1);
    if (last?.command.endsWith("\\")) last.command = `${last.command}\n${line}`;
    else if (line.startsWith("$ ")) steps.push({ command: line.slice(2), expected: [], line: firstLine + i });
    else if (last === undefined) throw new Error(`Line ${firstLine + i}: expected a command after "$ ", found ${line}`);
    else last.expected.push(line);
  }
  return steps;
}

/** Whether an output is what the lines of a document say. */
export function matchesOutput(output: string, expected: readonly string[]): boolean {
  const pattern = expected.map((line) =>
    line === "…" ? "(?:.*\\n)*?" : `${line.split("…").map(escapeRegExp).join(".*")}\\n`,
  );
  return new RegExp(`^${pattern.join("")}$`).test(output === "" || output.endsWith("\n") ? output : `${output}\n`);
}

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}
