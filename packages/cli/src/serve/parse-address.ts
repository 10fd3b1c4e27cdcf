import { CliError } from "../cli-error.ts";

export interface ListenAddress {
  readonly host: string;
  readonly port: number;
}

/** This machine only. */
const LOOPBACK = "127.0.0.1";
export const DEFAULT_ADDRESS = `${LOOPBACK}:8080`;

const ADDRESS = /^(?:(?:\[([0-9a-f:.]+(?:%\w+)?)\]|([^\s:[\]/]*)):)?(\d{1,5})$/i;
const MAX_PORT = 65_535;

/**
 * `HOST:PORT`, `[IPV6]:PORT`, or a port alone, which is on loopback.
 *
 * @throws CliError
 */
export function parseAddress(text: string): ListenAddress {
  const match = ADDRESS.exec(text);
  const port = Number(match?.[3]);
  if (match === null || port > MAX_PORT) {
    const message = `Option --addr: expected HOST:PORT, such as ${DEFAULT_ADDRESS} or [::1]:8080, found "${text}"`;
    throw new CliError({ code: "usage", message });
  }
  return { host: match[1] ?? (match[2] || LOOPBACK), port };
}
