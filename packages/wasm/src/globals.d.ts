/**
 * Every web global this package uses: the compiler knows no other (`lib: esnext`, `types: []`), so a name that is missing here is a
 * platform import that was not declared. Node and browsers have all of them.
 */

declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(input?: Uint8Array): string;
}

declare class TextEncoder {
  encode(text: string): Uint8Array;
}
