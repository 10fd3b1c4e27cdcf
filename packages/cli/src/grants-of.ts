/** What the options of a command line grant the guest. */
import { type Preopen, parseDirectoryGrant, type WasiOptions } from "@weft/wasi";
import { preopen } from "@weft/wasi/node";
import { CliError } from "./cli-error.ts";
import type { Values } from "./command.ts";
import type { GRANTS } from "./options.ts";

export type Grants = Pick<WasiOptions, "env" | "preopens">;

type GrantValues = Values<typeof GRANTS>;

/** @throws CliError for an option that cannot be granted as it is written */
export function grantsOf(values: GrantValues): Grants {
  return { env: environmentOf(values), preopens: (values.dir ?? []).map(openGranted) };
}

function environmentOf(values: GrantValues): Record<string, string> {
  const inherited = values["inherit-env"] ? Object.entries(process.env) : [];
  const given = (values.env ?? []).map(readVariable);
  return Object.fromEntries([...inherited, ...given].filter(hasValue));
}

/** `NAME=VALUE`, or `NAME` for what this process has under that name. */
function readVariable(text: string): readonly [string, string | undefined] {
  const at = text.indexOf("=");
  const name = at < 0 ? text : text.slice(0, at);
  if (name === "") throw new CliError({ code: "usage", message: `Option --env: expected NAME=VALUE, found "${text}"` });
  return [name, at < 0 ? process.env[name] : text.slice(at + 1)];
}

function hasValue(variable: readonly [string, string | undefined]): variable is readonly [string, string] {
  return variable[1] !== undefined;
}

function openGranted(text: string): Preopen {
  try {
    return preopen(parseDirectoryGrant(text));
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new CliError({ code: "not-available", message: `Option --dir: ${message}` }, { cause });
  }
}
