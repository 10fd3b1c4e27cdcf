/** Which types are the same as jco's: each can be used for the other. */

import type * as JcoStore from "./generated/jco/example-resources-store.d.ts";
import type * as JcoShapes from "./generated/jco/example-values-shapes.d.ts";
import type { ExampleResourcesStore as Store } from "./generated/resources.d.ts";
import type { ExampleValuesShapes as Shapes } from "./generated/values.d.ts";

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

/** Takes only a list of `true`. */
type Every<T extends readonly true[]> = T;

export type SameTypes = Every<
  [
    Same<JcoShapes.Size, Shapes.Size>,
    Same<JcoShapes.Color, Shapes.Color>,
    Same<JcoShapes.Outcome, Shapes.Outcome>,
    Same<JcoShapes.Person, Shapes.Person>,
    Same<JcoShapes.Shape, Shapes.Shape>,
    Same<JcoShapes.ShapePoint, Shapes.ShapePoint>,
    Same<JcoShapes.ShapeCircle, Shapes.ShapeCircle>,
    Same<JcoShapes.ShapePolygon, Shapes.ShapePolygon>,
    Same<JcoShapes.ShapeRecord, Shapes.ShapeRecord>,
    Same<JcoShapes.Permissions, Shapes.Permissions>,
    Same<JcoShapes.Bytes, Shapes.Bytes>,
    Same<JcoShapes.Pair, Shapes.Pair>,
    Same<JcoShapes.Maybe, Shapes.Maybe>,
    Same<JcoShapes.Headers, Shapes.Headers>,
    Same<JcoStore.StoreError, Store.StoreError>,
    Same<JcoStore.Bucket, Store.Bucket>,
    Same<JcoStore.Watcher, Store.Watcher>,
    Same<typeof JcoStore.Bucket, typeof Store.Bucket>,
  ]
>;

/** A list of fixed length is a tuple there; here one of numbers is the typed array that the engine gives. */
export type OtherTypes = Every<[Same<Same<JcoShapes.Digest, Shapes.Digest>, false>]>;

type Without<M, K> = { [P in keyof M as P extends K ? never : P]: M[P] };

export type SameFunctions = Every<
  [
    Same<Without<typeof JcoShapes, "containers">, Without<typeof Shapes, "containers">>,
    Same<Without<typeof JcoStore, "Watcher">, Without<typeof Store, "Watcher">>,
  ]
>;
