/** The command's own output. A reader that has gone away ends it as it ends any Unix tool: quietly, by SIGPIPE. */

/** Resolves when the system has the text. */
export function writeOut(channel: "stdout" | "stderr", text: string): Promise<void> {
  const stream = process[channel];
  stream.once("error", failed);
  return new Promise((resolve) => {
    stream.write(text, (error) => {
      stream.off("error", failed);
      if (error) failed(error);
      resolve();
    });
  });
}

function failed(error: NodeJS.ErrnoException): void {
  if (error.code === "EPIPE") endByBrokenPipe();
  throw error;
}

/** What a shell shows of a program that SIGPIPE has ended. */
const BROKEN_PIPE = 141;

/** Ends this process as SIGPIPE would, had Node not told the system to ignore it. */
export function endByBrokenPipe(): never {
  // Taking away the last listener gives a signal its default effect back.
  process.on("SIGPIPE", endByBrokenPipe);
  process.off("SIGPIPE", endByBrokenPipe);
  process.kill(process.pid, "SIGPIPE");
  process.exit(BROKEN_PIPE);
}
