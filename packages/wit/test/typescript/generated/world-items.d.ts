export interface Imports {
  host: typeof Host;
  Canvas: typeof Canvas;
  print(text: string): void;
  measure(line: Line): number;
}

export interface Exports {
  /** @throws ComponentError<string> */
  run(on: Canvas): Line;
  render(): Array<Point>;
  plugin: typeof Plugin;
}

export type Point = ExampleItemsTypes.Point;

export interface Line {
  start: Point;
  end: Point;
}

export class Canvas {
  constructor(size: Point);
  draw(line: Line): void;
}

/** import example:items/types */
export namespace ExampleItemsTypes {
  export interface Point {
    x: number;
    y: number;
  }
}

/** import host */
export namespace Host {
  export type Point = ExampleItemsTypes.Point;

  export type Button = "left" | "right";

  export function clicked(at: Point, button: Button): void;
}

/** export plugin */
export namespace Plugin {
  export class Brush {
    private constructor(...args: never[]);
    stroke(): void;
    [Symbol.dispose](): void;
  }

  export function name(): string;
}
