/**
 * What a guest may reach, as the command line says it: `--allow-tcp host:port`, `--allow-udp host:port`, `--allow-dns name`.
 *
 * A host is an address, a network in CIDR notation, a name, or `*`; a port is a number, a range, or `*`. A name stands for the
 * addresses it leads to when it is looked up, and grants that look-up.
 */
import { type IpAddress, parseIpAddress } from "./ip-address.ts";

export type HostGrant =
  | { readonly kind: "any" }
  | { readonly kind: "network"; readonly address: IpAddress; readonly prefix: number }
  | { readonly kind: "name"; readonly name: string };

export interface AddressGrant {
  readonly host: HostGrant;
  /** First and last port. */
  readonly ports: readonly [number, number];
}

/** A name to look up, `*.` and what it ends in, or `*`. */
export type NameGrant = string;

const MAX_PORT = 65_535;

/** @throws TypeError when it is none, saying what was expected. */
export function parseAddressGrant(option: string): AddressGrant {
  const [, bracketed, plain, port = ""] = /^(?:\[([^\]]*)\]|([^:[\]]*)):([^:]*)$/.exec(option) ?? [];
  const host = parseHost(bracketed ?? plain ?? "");
  const ports = parsePorts(port);
  if (host !== undefined && ports !== undefined) return { host, ports };
  throw new TypeError(
    "Cannot grant an address: expected host:port, where host is an address ([::1] in brackets), a network (10.0.0.0/8), a name or *, " +
      `and port is a number, a range (8000-8099) or *, found "${option}"`,
  );
}

/** @throws TypeError when it is none, saying what was expected. */
export function parseNameGrant(option: string): NameGrant {
  if (option === "*" || isName(option.replace(/^\*\./, ""))) return option.toLowerCase();
  throw new TypeError(`Cannot grant a name: expected a name, *. and the end of names, or *, found "${option}"`);
}

function parseHost(text: string): HostGrant | undefined {
  if (text === "*") return { kind: "any" };
  const [address = "", prefix, ...more] = text.split("/");
  const parsed = parseIpAddress(address);
  if (parsed !== undefined && more.length === 0) return parseNetwork(parsed, prefix);
  return isName(text) ? { kind: "name", name: text.toLowerCase() } : undefined;
}

function parseNetwork(address: IpAddress, prefix: string | undefined): HostGrant | undefined {
  const bits = address.tag === "ipv4" ? 32 : 128;
  if (prefix === undefined) return { kind: "network", address, prefix: bits };
  return /^\d{1,3}$/.test(prefix) && Number(prefix) <= bits
    ? { kind: "network", address, prefix: Number(prefix) }
    : undefined;
}

function parsePorts(text: string): [number, number] | undefined {
  if (text === "*") return [0, MAX_PORT];
  const [, first = "", last = first] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text) ?? [];
  if (first === "" || Number(first) > Number(last) || Number(last) > MAX_PORT) return undefined;
  return [Number(first), Number(last)];
}

/** A name has letters; what has only digits and dots is an address with a mistake in it. */
function isName(text: string): boolean {
  return /^(?=.*[a-z])[a-z\d]([a-z\d_-]*[a-z\d])?(\.[a-z\d_]([a-z\d_-]*[a-z\d])?)*\.?$/i.test(text);
}
