/**
 * All interfaces of WASI 0.2 as one import object, for every version from 0.2.0 on: names carry no version, and the engine
 * matches them by semver compatibility.
 *
 * Given are standard streams, clocks and random numbers; everything else is there but empty until an option grants it.
 * A call makes the state of one guest or of many: what is opened through it is shared by the instances linked to it.
 */
import type { Platform } from "@weft/core";
import { type EnvironmentOptions, environment } from "./cli/environment.ts";
import { exit } from "./cli/exit.ts";
import { noStdio } from "./cli/memory-stdio.ts";
import { type Stdio, stdioInterfaces } from "./cli/stdio.ts";
import { monotonicClock } from "./clocks/monotonic-clock.ts";
import { timezone } from "./clocks/timezone.ts";
import { wallClock } from "./clocks/wall-clock.ts";
import { type Preopen, preopens } from "./filesystem/preopens.ts";
import { filesystemTypes } from "./filesystem/types.ts";
import { httpInterfaces } from "./http/interfaces.ts";
import type { HttpTransport } from "./http/outgoing-handler.ts";
import { ioInterfaces } from "./io/interfaces.ts";
import { insecure, insecureSeed, random } from "./random/random.ts";
import { RandomPool } from "./random/random-pool.ts";
import { type SocketOptions, socketInterfaces } from "./sockets/interfaces.ts";

export interface WasiOptions extends EnvironmentOptions, Partial<Stdio> {
  readonly platform: Platform;
  /** An IANA name; UTC by default. */
  readonly timeZone?: string;
  /** Directories for the guest; none by default. */
  readonly preopens?: readonly Preopen[];
  /** What carries outgoing HTTP requests, and which of them; none by default. */
  readonly outgoingHttp?: HttpTransport;
  /** What of the network the guest may use, and through what; nothing by default. */
  readonly sockets?: SocketOptions;
}

/** The interfaces of WASI 0.2 by name, e.g. "wasi:io/streams". */
export function wasi(options: WasiOptions) {
  const pool = new RandomPool(options.platform);
  return {
    ...ioInterfaces,
    "wasi:clocks/monotonic-clock": monotonicClock(options.platform),
    "wasi:clocks/wall-clock": wallClock(options.platform),
    "wasi:clocks/timezone": timezone(options.timeZone),
    "wasi:random/random": random(pool),
    "wasi:random/insecure": insecure(pool),
    "wasi:random/insecure-seed": insecureSeed(pool),
    "wasi:cli/environment": environment(options),
    "wasi:cli/exit": exit,
    ...stdioInterfaces({ ...noStdio(), ...options }),
    ...socketInterfaces(options.sockets),
    ...httpInterfaces(options.outgoingHttp),
    "wasi:filesystem/types": filesystemTypes,
    "wasi:filesystem/preopens": preopens(options.preopens ?? [], options.platform),
  };
}

export type WasiImports = ReturnType<typeof wasi>;
