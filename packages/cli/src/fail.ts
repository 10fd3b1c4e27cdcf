/** The last stop of every error: one report on standard error, for people or for programs, and the exit code. */
import { styleText } from "node:util";
import { describeError, type Report, type Subject } from "./describe-error.ts";
import { writeOut } from "./write-out.ts";

export interface Failing extends Subject {
  readonly json: boolean;
}

export async function fail(error: unknown, { json, file }: Failing): Promise<number> {
  const report = describeError(error, { file });
  await writeOut("stderr", json ? `${JSON.stringify({ error: asJson(report) })}\n` : asText(report));
  return report.exitCode;
}

export function asText({ message, lines }: Pick<Report, "message" | "lines">): string {
  const prefix = wantsColour() ? styleText(["red", "bold"], "weft:", { validateStream: false }) : "weft:";
  return `${[`${prefix} ${message}`, ...lines].join("\n")}\n`;
}

/** On a terminal, or on demand, but never against NO_COLOR; Node's own rule lets FORCE_COLOR win, and warns. */
function wantsColour(): boolean {
  const { NO_COLOR, FORCE_COLOR } = process.env;
  if (NO_COLOR) return false;
  return FORCE_COLOR === undefined ? process.stderr.isTTY : FORCE_COLOR !== "0";
}

export function asJson({ code, message, exitCode, details }: Report): object {
  return { code, message, exitCode, ...details };
}
