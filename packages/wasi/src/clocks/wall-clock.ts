/** `wasi:clocks/wall-clock`. */
import type { Platform } from "@weft/core";
import { type Datetime, datetimeOf } from "./datetime.ts";

export interface WallClock {
  now(): Datetime;
  resolution(): Datetime;
}

export function wallClock(platform: Platform): WallClock {
  return {
    now: () => datetimeOf(platform.wallClock()),
    resolution: () => datetimeOf(platform.resolution.wallClock),
  };
}
