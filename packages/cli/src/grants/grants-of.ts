/** What the options of a command line grant the guest. */
import { type Preopen, parseDirectoryGrant, type WasiOptions } from "@weft/wasi";
import { preopen } from "@weft/wasi/node";
import type { Values } from "../command.ts";
import type { GRANTS } from "../options.ts";
import { refusedGrant } from "./refused-grant.ts";

export type Grants = Pick<WasiOptions, "env" | "preopens" | "outgoingHttp" | "sockets">;

export type GrantValues = Values<typeof GRANTS>;

/** @throws CliError for an option that cannot be granted as it is written */
export async function grantsOf(values: GrantValues): Promise<Grants> {
  const env = environmentOf(values);
  const preopens = (values.dir ?? []).map(openGranted);
  return { env, preopens, ...(await networkOf(values)) };
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
  if (name === "") throw refusedGrant("env", new TypeError(`expected NAME=VALUE, found "${text}"`));
  return [name, at < 0 ? process.env[name] : text.slice(at + 1)];
}

function hasValue(variable: readonly [string, string | undefined]): variable is readonly [string, string] {
  return variable[1] !== undefined;
}

function openGranted(text: string): Preopen {
  try {
    return preopen(parseDirectoryGrant(text));
  } catch (cause) {
    throw refusedGrant("dir", cause);
  }
}

/** What opens connections is loaded for guests that may. */
async function networkOf(values: GrantValues): Promise<Pick<Grants, "outgoingHttp" | "sockets">> {
  const granted = values["allow-http"] ?? values["allow-tcp"] ?? values["allow-udp"] ?? values["allow-dns"];
  if (granted === undefined) return {};
  const { networkGrantsOf } = await import("./network-grants.ts");
  return networkGrantsOf(values);
}
