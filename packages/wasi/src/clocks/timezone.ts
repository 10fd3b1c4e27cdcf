/**
 * `wasi:clocks/timezone` (unstable in 0.2: feature `clocks-timezone`).
 *
 * The zone is given by option and UTC otherwise: where the host is, is nothing a guest is told without being asked for.
 */
import type { Datetime } from "./datetime.ts";

export interface TimezoneDisplay {
  readonly utcOffset: number;
  readonly name: string;
  readonly inDaylightSavingTime: boolean;
}

export interface Timezone {
  display(when: Datetime): TimezoneDisplay;
  utcOffset(when: Datetime): number;
}

/** The last moment ECMAScript can name, in milliseconds (ECMA-262, Time Values). */
const MAX_TIME_MS = 8.64e15;

/** Needs no table of zones, whose loading takes 50 ms. */
const UTC: Timezone = {
  utcOffset: () => 0,
  display: () => ({ utcOffset: 0, name: "UTC", inDaylightSavingTime: false }),
};

/** @param timeZone an IANA name, e.g. "Europe/Berlin"; UTC by default. @throws RangeError when there is no such zone. */
export function timezone(timeZone?: string): Timezone {
  return timeZone === undefined ? UTC : zoned(timeZone);
}

function zoned(timeZone: string): Timezone {
  const offsets = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" });
  const names = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "short" });
  const offsetAt = (timeMs: number) => parseOffset(zoneName(offsets, timeMs));
  return {
    utcOffset: (when) => offsetAt(timeMsOf(when)),
    display: (when) => ({
      utcOffset: offsetAt(timeMsOf(when)),
      name: zoneName(names, timeMsOf(when)),
      inDaylightSavingTime: isDaylightSaving(offsetAt, timeMsOf(when)),
    }),
  };
}

function timeMsOf(when: Datetime): number {
  return Math.min(Number(when.seconds) * 1000, MAX_TIME_MS);
}

function zoneName(format: Intl.DateTimeFormat, timeMs: number): string {
  return format.formatToParts(timeMs).find((part) => part.type === "timeZoneName")?.value ?? "UTC";
}

/** "GMT", "GMT+05:45" or "GMT-00:25:21" in seconds. */
function parseOffset(name: string): number {
  const [, sign, hours, minutes, seconds] = /([+-])(\d+):(\d+)(?::(\d+))?$/.exec(name) ?? [];
  const magnitude = Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0);
  return sign === "-" ? -magnitude : magnitude;
}

/** Summer time is when the offset is above the lower one of that year's January and July. */
function isDaylightSaving(offsetAt: (timeMs: number) => number, timeMs: number): boolean {
  const year = new Date(timeMs).getUTCFullYear();
  const standard = Math.min(offsetAt(Date.UTC(year, 0, 1)), offsetAt(Date.UTC(year, 6, 1)));
  return offsetAt(timeMs) > standard;
}
