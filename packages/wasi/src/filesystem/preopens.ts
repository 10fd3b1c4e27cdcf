/** `wasi:filesystem/preopens`: the directories a guest is given. None by default. */
import type { Platform } from "@weft/core";
import { Shared } from "../shared.ts";
import { Descriptor, type Grant } from "./descriptor.ts";
import type { OpenDirectory } from "./driver.ts";

/** A directory of the host under the name the guest knows it by. */
export interface Preopen {
  readonly guest: string;
  /** Stays open until its owner closes it. */
  readonly directory: OpenDirectory;
  readonly readOnly?: boolean;
}

export interface Preopens {
  getDirectories(): [Descriptor, string][];
}

export function preopens(granted: readonly Preopen[], platform: Platform): Preopens {
  const shared = granted.map((preopen) => ({ ...preopen, shared: new Shared(preopen.directory) }));
  return {
    getDirectories: () =>
      shared.map(({ guest, readOnly = false, shared }) => {
        const grant: Grant = { platform, mutable: !readOnly };
        return [new Descriptor(shared.retain(), grant, { read: true, mutateDirectory: !readOnly }), guest];
      }),
  };
}
