import { CliError } from "../cli-error.ts";

/** A grant that is malformed, or that the system refuses. */
export function refusedGrant(option: string, cause: unknown): CliError {
  const message = cause instanceof Error ? cause.message : String(cause);
  return new CliError({ code: "not-available", message: `Option --${option}: ${message}` }, { cause });
}
