/** `wasi:sockets/ip-name-lookup`. */
import { Pollable } from "../io/pollable.ts";
import { attempt, SocketError } from "./error-code.ts";
import { canonical, type IpAddress, parseIpAddress } from "./ip-address.ts";
import type { Network } from "./network.ts";
import type { NetworkPolicy } from "./network-policy.ts";
import { Operation } from "./operation.ts";

export class ResolveAddressStream {
  readonly #lookup: Operation<readonly IpAddress[]>;
  #next = 0;

  constructor(lookup: Operation<readonly IpAddress[]>) {
    this.#lookup = lookup;
  }

  resolveNextAddress(): IpAddress | undefined {
    return attempt(() => {
      const address = this.#lookup.outcome()[this.#next];
      if (address !== undefined) this.#next++;
      return address;
    });
  }

  subscribe(): Pollable {
    return new Pollable(this.#lookup);
  }
}

export function ipNameLookup(policy: NetworkPolicy) {
  return {
    ResolveAddressStream,
    resolveAddresses: (_network: Network, name: string) =>
      attempt(() => new ResolveAddressStream(resolve(policy, name))),
  };
}

/** An address needs no look-up and no grant. */
function resolve(policy: NetworkPolicy, name: string): Operation<readonly IpAddress[]> {
  const address = parseIpAddress(/^\[(.*)\]$/.exec(name)?.[1] ?? name);
  if (address !== undefined) return new Operation<readonly IpAddress[]>([canonical(address)]);
  const host = hostOf(name);
  const numeric = parseIpAddress(host);
  if (numeric !== undefined) return new Operation<readonly IpAddress[]>([numeric]);
  if (!policy.permitsLookup(host))
    throw new SocketError("permanent-resolver-failure", `The look-up of "${host}" was not granted`);
  return new Operation(policy.lookup(host).then((addresses) => addresses.map(canonical)));
}

/** The name as the DNS has it: in ASCII (UTS 46), lower case. The host parser of the URL Standard does that. */
function hostOf(name: string): string {
  const url = /[\s/\\?#@:%]/.test(name) || name === "" ? null : URL.parse(`http://${name}`);
  if (url === null) throw new SocketError("invalid-argument", `Expected a domain name or an address, found "${name}"`);
  return url.hostname;
}
