import { CliError } from "./cli-error.ts";

/** Nothing is left in this process that could wake the guest. */
export function deadlock(): CliError {
  return new CliError({
    code: "deadlock",
    message: "The guest waits, and nothing is left that could wake it",
  });
}
