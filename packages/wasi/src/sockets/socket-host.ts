import type { SocketDriver } from "./driver.ts";
import type { NetworkPolicy } from "./network-policy.ts";

/** What the sockets of a guest share. */
export interface SocketHost {
  readonly driver: SocketDriver;
  readonly policy: NetworkPolicy;
}
