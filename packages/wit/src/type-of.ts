/** Tables with a row for each kind of value type: when the model gets a new kind, the compiler asks for its row. */

import type { ValType } from "@weft/core/types";

/** The value type that has this kind: `TypeOf<"record">` is `RecordType`. */
export type TypeOf<K extends ValType["kind"]> = WithKind<ValType, K>;

type WithKind<T, K> = T extends { readonly kind: infer U } ? (K extends U ? T : never) : never;
