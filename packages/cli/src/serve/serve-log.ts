/** What `weft serve` says on standard error: a paragraph for each thing that went wrong, or a line of JSON. */
import { Trap } from "@weft/core";
import type { Log, LogEntry } from "@weft/http";
import { describeTrap } from "../describe-trap.ts";
import { asText } from "../fail.ts";
import { writeOut } from "../write-out.ts";

export function serveLog(json: boolean): Log {
  const format = json ? asJsonLine : asParagraph;
  // A log that cannot be written ends the server: nobody would see what goes wrong.
  return (entry) => void writeOut("stderr", format(entry));
}

function asParagraph(entry: LogEntry): string {
  const { message, lines } = describe(entry);
  return asText({ message: `${entry.method} ${entry.path}: ${message}`, lines });
}

function asJsonLine(entry: LogEntry): string {
  const { event, method, path } = entry;
  const { message, details } = describe(entry);
  return `${JSON.stringify({ time: new Date().toISOString(), event, method, path, message, ...details })}\n`;
}

function describe({
  message,
  cause,
}: LogEntry): Pick<ReturnType<typeof describeTrap>, "message" | "lines" | "details"> {
  return cause instanceof Trap ? describeTrap(cause) : { message, lines: [], details: {} };
}
