export interface Imports {
  "example:values/shapes@1.2.3-rc.1": typeof ExampleValuesShapes;
}

export interface Exports {
  "example:values/shapes@1.2.3-rc.1": typeof ExportedExampleValuesShapes;
}

/** import example:values/shapes@1.2.3-rc.1 */
export namespace ExampleValuesShapes {
  export type Size = bigint;

  export type Color = "red" | "dark-green" | "stream";

  export type Outcome = Result<void, string>;

  export interface Person {
    givenName: string;
    httpAgent?: string | undefined;
    size: Size;
    type: number;
  }

  export type Shape = ShapePoint | ShapeCircle | ShapePolygon | ShapeRecord;
  export interface ShapePoint {
    tag: "point";
  }
  export interface ShapeCircle {
    tag: "circle";
    val: number;
  }
  export interface ShapePolygon {
    tag: "polygon";
    val: Array<[number, number]>;
  }
  export interface ShapeRecord {
    tag: "record";
    val: Person;
  }

  export interface Permissions {
    read?: boolean | undefined;
    write?: boolean | undefined;
    own?: boolean | undefined;
  }

  export type Bytes = Uint8Array;

  export type Pair = [number, number];

  export type Maybe = Option<string | undefined>;

  export type Digest = Uint8Array;

  export type Headers = Map<string, Array<string>>;

  export function nothing(): void;
  export function numbers(a: number, b: number, c: number, d: number, e: number, f: number, g: bigint, h: bigint): number;
  export function sizes(a: Size): Size;
  export function texts(a: boolean, b: string, c: string): number;
  /** @throws ComponentError<string> */
  export function results(a: Result<void, void>, b: Result<number, void>, c: Result<void, number>, d: Result<number, Color>): void;
  export function compound(shape: Shape, color: Color, permissions: Permissions): Array<Person>;
  export function containers(bytes: Bytes, pair: Pair, maybe: Maybe, digest: Digest, headers: Headers): Array<Uint8Array> | undefined;
  export function list(list: Array<Shape>): [Shape, Shape, Shape, Shape];
}

/** export example:values/shapes@1.2.3-rc.1 */
export namespace ExportedExampleValuesShapes {
  export type Size = bigint;

  export type Color = "red" | "dark-green" | "stream";

  export type Outcome = Result<void, string>;

  export interface Person {
    givenName: string;
    httpAgent?: string | undefined;
    size: Size;
    type: number;
  }

  export type Shape = ShapePoint | ShapeCircle | ShapePolygon | ShapeRecord;
  export interface ShapePoint {
    tag: "point";
  }
  export interface ShapeCircle {
    tag: "circle";
    val: number;
  }
  export interface ShapePolygon {
    tag: "polygon";
    val: Array<[number, number]>;
  }
  export interface ShapeRecord {
    tag: "record";
    val: Person;
  }

  export interface Permissions {
    read?: boolean | undefined;
    write?: boolean | undefined;
    own?: boolean | undefined;
  }

  export type Bytes = Uint8Array;

  export type Pair = [number, number];

  export type Maybe = Option<string | undefined>;

  export type Digest = Uint8Array;

  export type Headers = Map<string, Array<string>>;

  export function nothing(): void;
  export function numbers(a: number, b: number, c: number, d: number, e: number, f: number, g: bigint, h: bigint): number;
  export function sizes(a: Size): Size;
  export function texts(a: boolean, b: string, c: string): number;
  /** @throws ComponentError<string> */
  export function results(a: Result<void, void>, b: Result<number, void>, c: Result<void, number>, d: Result<number, Color>): void;
  export function compound(shape: Shape, color: Color, permissions: Permissions): Array<Person>;
  export function containers(bytes: Bytes, pair: Pair, maybe: Maybe, digest: Digest, headers: Headers): Array<Uint8Array> | undefined;
  export function list(list: Array<Shape>): [Shape, Shape, Shape, Shape];
}

export type Option<T> = { tag: "none" } | { tag: "some"; val: T };
export type Result<T, E> = { tag: "ok"; val: T } | { tag: "err"; val: E };
