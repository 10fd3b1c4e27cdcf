/** Name look-up that gives only addresses a policy accepts, so that what was checked is what is connected to. */
import type { LookupAddress } from "node:dns";
import type { LookupFunction } from "node:net";
import { HttpFailure } from "../error-code.ts";
import type { OutgoingPolicy } from "../outgoing-handler.ts";

/** Fails with destination-IP-prohibited when a name has addresses, but none that is accepted. */
export function checkedLookup(policy: OutgoingPolicy, host: string, port: number): LookupFunction {
  const { lookup } = process.getBuiltinModule("node:dns");
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return callback(error, []);
      const accepted = addresses.filter(({ address }) => policy.mayConnect(address, host, port));
      const [first] = accepted;
      if (first === undefined) return callback(prohibited(host, addresses), []);
      if (options.all) callback(null, accepted);
      else callback(null, first.address, first.family);
    });
  };
}

export function prohibited(host: string, addresses: readonly LookupAddress[]): HttpFailure {
  const found = addresses.map(({ address }) => address).join(", ");
  const cause = new Error(`${host} leads to ${found}, which is not granted; grant the address itself if it is meant`);
  return new HttpFailure({ tag: "destination-IP-prohibited" }, { cause });
}
