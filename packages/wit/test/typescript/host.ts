/** A host that is given typings: what it may leave out, what it may do in its own way, and what is refused. */

import type { Exports as PackageExports } from "./generated/packages.d.ts";
import type { Exports, Imports } from "./generated/resources.d.ts";
import type { ExportedExampleValuesShapes, ExampleValuesShapes as Values } from "./generated/values.d.ts";
import type { Exports as ItemExports, Imports as ItemImports, Plugin } from "./generated/world-items.d.ts";

// The host's own classes may take what they like in their constructors, where the component does not construct them.
class Watcher {
  readonly interval: number;
  constructor(interval: number) {
    this.interval = interval;
  }
}

class Bucket {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
  static open(name: string): Bucket {
    return new Bucket(name);
  }
  get(key: string): Uint8Array | undefined {
    return key === this.name ? new Uint8Array() : undefined;
  }
  watch(): Watcher {
    return new Watcher(1);
  }
  borrow(): void {}
}

class Fallible {}

export const imports: Imports = {
  "example:resources/store": { Bucket, Watcher, Fallible, close: () => {}, compare: (a, b) => a === b },
};

export const wrongMethod: Imports = {
  "example:resources/store": {
    // @ts-expect-error a bucket has methods
    Bucket: Watcher,
    Watcher,
    Fallible,
    close: () => {},
    compare: () => true,
  },
};

// @ts-expect-error an interface is missing
export const missingInterface: Imports = {};

export function useExports(exports: Exports, bucket: Bucket): void {
  // @ts-expect-error another class is no bucket
  exports["example:resources/cache"].warm(new Watcher(1));
  const warmed = exports["example:resources/cache"].warm(bucket);
  warmed.get("key")?.at(0);
}

export function useValues(values: typeof ExportedExampleValuesShapes): void {
  const person: Values.Person = { givenName: "Ada", size: 1n, type: 2 };
  const shapes: Values.Shape[] = [{ tag: "point" }, { tag: "circle", val: 1.5 }, { tag: "record", val: person }];
  for (const shape of values.list(shapes)) if (shape.tag === "polygon") shape.val.map(([x, y]) => x + y);
  const none: Values.Maybe = { tag: "some", val: undefined };
  values.containers(new Uint8Array(), [1, 2], none, new Uint8Array(32), new Map([["accept", ["*/*"]]]));
  values.results(
    { tag: "ok", val: undefined },
    { tag: "ok", val: 1 },
    { tag: "err", val: 1 },
    { tag: "err", val: "red" },
  );
  values.compound({ tag: "point" }, "dark-green", { read: true });

  // @ts-expect-error u64 is a bigint
  values.sizes(1);
  // @ts-expect-error the enum has no such case
  values.compound({ tag: "point" }, "darkGreen", {});
  // @ts-expect-error the case has a payload
  values.list([{ tag: "circle" }]);
  // @ts-expect-error there is no such flag
  values.compound({ tag: "point" }, "red", { execute: true });
}

class Canvas {
  draw(line: { start: { x: number } }): number {
    return line.start.x;
  }
}

export const itemImports: ItemImports = {
  Canvas,
  host: { clicked: (at, button) => console.log(at.x, button === "left") },
  print: console.log,
  measure: ({ start, end }) => end.x - start.x,
};

export function useItems(exports: ItemExports, canvas: Canvas): void {
  exports.run(canvas).end.y.toFixed();
  exports.plugin.name().at(0);
  // @ts-expect-error a brush has no constructor
  new exports.plugin.Brush();
}

export function disposeOf(brush: Plugin.Brush): void {
  using disposable = brush;
  disposable.stroke();
}

export function useReservedWords(exports: PackageExports): void {
  exports["example:main/handler@0.1.0"].handle({ seconds: 1n, nanoseconds: 0 }, 1n, "info");
}
