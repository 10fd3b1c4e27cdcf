/** What was kept under a name, or undefined. */
export declare function readKept(kind: string, name: string): Buffer | undefined;
/** Keeps data under a name, whole or not at all. */
export declare function keep(kind: string, name: string, data: string | Uint8Array): void;
