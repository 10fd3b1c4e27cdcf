/** `--allow-http`, `--allow-tcp`, `--allow-udp` and `--allow-dns`: what of the network a guest may reach. */
import { GrantPolicy, parseAddressGrant, parseNameGrant } from "@weft/wasi";
import { NodeHttpTransport, nodeSockets } from "@weft/wasi/node";
import type { Grants, GrantValues } from "./grants-of.ts";
import { refusedGrant } from "./refused-grant.ts";

/** @throws CliError for a grant that is malformed */
export function networkGrantsOf(values: GrantValues): Pick<Grants, "outgoingHttp" | "sockets"> {
  const http = read(values, "allow-http", parseAddressGrant);
  const tcp = read(values, "allow-tcp", parseAddressGrant);
  const udp = read(values, "allow-udp", parseAddressGrant);
  const dns = read(values, "allow-dns", parseNameGrant);
  return {
    ...(http.length > 0 && { outgoingHttp: new NodeHttpTransport({ policy: new GrantPolicy(http) }) }),
    ...(tcp.length + udp.length + dns.length > 0 && { sockets: { driver: nodeSockets, tcp, udp, dns } }),
  };
}

type NetworkOption = "allow-http" | "allow-tcp" | "allow-udp" | "allow-dns";

function read<T>(values: GrantValues, option: NetworkOption, parse: (text: string) => T): T[] {
  try {
    return (values[option] ?? []).map(parse);
  } catch (cause) {
    throw refusedGrant(option, cause);
  }
}
