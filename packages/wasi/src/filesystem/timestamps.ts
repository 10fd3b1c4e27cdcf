/** Times between the guest's records and the driver's nanoseconds. */
import type { Platform } from "@weft/core";
import { type Datetime, datetimeOf, nanosecondsOf } from "../clocks/datetime.ts";
import type { Stat, Times } from "./driver.ts";
import { FileError } from "./error-code.ts";

export type NewTimestamp =
  | { readonly tag: "no-change" }
  | { readonly tag: "now" }
  | { readonly tag: "timestamp"; readonly val: Datetime };

/** What POSIX can hold: seconds in an i64. */
const MAX_SECONDS = 2n ** 63n - 1n;

export function timesOf(accessed: NewTimestamp, modified: NewTimestamp, platform: Platform): Times {
  return { ...timeOf("accessed", accessed, platform), ...timeOf("modified", modified, platform) };
}

function timeOf(name: keyof Times, timestamp: NewTimestamp, platform: Platform): Times {
  switch (timestamp.tag) {
    case "no-change":
      return {};
    case "now":
      return { [name]: platform.wallClock() };
    case "timestamp":
      if (timestamp.val.seconds > MAX_SECONDS) throw new FileError("overflow");
      return { [name]: nanosecondsOf(timestamp.val) };
  }
}

/** `descriptor-stat`. A time before 1970 cannot be told to a guest and is left out. */
export interface DescriptorStat {
  readonly type: Stat["type"];
  readonly linkCount: bigint;
  readonly size: bigint;
  readonly dataAccessTimestamp: Datetime | undefined;
  readonly dataModificationTimestamp: Datetime | undefined;
  readonly statusChangeTimestamp: Datetime | undefined;
}

export function descriptorStatOf(stat: Stat): DescriptorStat {
  return {
    type: stat.type,
    linkCount: stat.linkCount,
    size: stat.size,
    dataAccessTimestamp: toGuest(stat.accessed),
    dataModificationTimestamp: toGuest(stat.modified),
    statusChangeTimestamp: toGuest(stat.changed),
  };
}

function toGuest(nanoseconds: bigint | undefined): Datetime | undefined {
  return nanoseconds === undefined || nanoseconds < 0n ? undefined : datetimeOf(nanoseconds);
}
