/** `wasi:clocks/monotonic-clock`. */
import type { Platform } from "@weft/core";
import { Pollable } from "../io/pollable.ts";
import { Deadline } from "./deadline.ts";

export interface MonotonicClock {
  now(): bigint;
  resolution(): bigint;
  subscribeInstant(when: bigint): Pollable;
  subscribeDuration(when: bigint): Pollable;
}

export function monotonicClock(platform: Platform): MonotonicClock {
  return {
    now: () => platform.now(),
    resolution: () => platform.resolution.now,
    subscribeInstant: (when) => new Pollable(new Deadline(platform, when)),
    subscribeDuration: (when) => new Pollable(new Deadline(platform, platform.now() + when)),
  };
}
