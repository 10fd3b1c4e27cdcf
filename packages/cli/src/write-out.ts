/** The command's own output. A reader that has gone away ends it as it ends any Unix tool: quietly, by SIGPIPE. */
import { CliError } from "./cli-error.ts";

export type Channel = "stdout" | "stderr";

/** Resolves when the system has the text. @throws CliError when it does not take it. */
export function writeOut(channel: Channel, text: string): Promise<void> {
  const stream = process[channel];
  // The callback is told of failures too; without a listener Node would end the process.
  if (!stream.listeners("error").includes(ignore)) stream.on("error", ignore);
  return new Promise((resolve, reject) => {
    stream.write(text, (error) => {
      if (!error) resolve();
      else if ("code" in error && error.code === "EPIPE") endByBrokenPipe();
      else reject(unwritable(channel, error));
    });
  });
}

function ignore(): void {}

function unwritable(channel: Channel, cause: Error): CliError {
  const name = channel === "stdout" ? "standard output" : "standard error";
  return new CliError({ code: "unwritable-output", message: `Cannot write to ${name}: ${cause.message}` }, { cause });
}

/** What a shell shows of a program that SIGPIPE has ended. */
const BROKEN_PIPE = 141;

/** Ends this process as SIGPIPE would, had Node not told the system to ignore it. */
export function endByBrokenPipe(): never {
  // Taking away the last listener gives a signal its default effect back.
  process.on("SIGPIPE", ignore);
  process.off("SIGPIPE", ignore);
  process.kill(process.pid, "SIGPIPE");
  process.exit(BROKEN_PIPE);
}
