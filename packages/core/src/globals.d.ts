/**
 * Every web global `core` uses, beside WebAssembly: the compiler knows no other (`lib: esnext`, `types: []`), so a name that is
 * missing here is a platform import that was not declared. Node and browsers have all of them.
 */

declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(input?: ArrayBufferView | ArrayBufferLike): string;
}

declare class TextEncoder {
  encodeInto(text: string, destination: Uint8Array): { read: number; written: number };
}

declare const performance: { now(): number };

declare const crypto: { getRandomValues(array: Uint8Array): Uint8Array };

declare function setTimeout(callback: () => void, delayMs: number): unknown;
declare function clearTimeout(timer: unknown): void;
