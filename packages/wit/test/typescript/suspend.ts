/** A host that lets calls suspend: exports answer with promises, imports may. */

import type { Exports, Imports } from "./generated/resources.suspend.d.ts";
import type { Exports as ItemExports } from "./generated/world-items.suspend.d.ts";

class Bucket {
  static async open(): Promise<Bucket> {
    return new Bucket();
  }
  get(): Uint8Array {
    return new Uint8Array();
  }
  async watch(): Promise<object> {
    return {};
  }
  borrow(): void {}
}

export const imports: Imports = {
  "example:resources/store": {
    Bucket,
    Watcher: Object,
    Fallible: Object,
    close: async () => {},
    compare: () => true,
  },
};

export async function useExports(exports: Exports, items: ItemExports, bucket: Bucket): Promise<void> {
  const warmed = await exports["example:resources/cache"].warm(bucket);
  await warmed.get("key");
  // @ts-expect-error the answer is a promise
  items.plugin.name().at(0);
}
