export interface Imports {
  "example:later/pipes@0.1.0": typeof ExampleLaterPipes;
}

export interface Exports {
  run(): Promise<void>;
}

/** import example:later/pipes@0.1.0 */
export namespace ExampleLaterPipes {
  export class Socket {
    private constructor(...args: never[]);
    /** @throws ComponentError<string> */
    static connect(host: string): Socket | Promise<Socket>;
    receive(): Chunk | Promise<Chunk>;
    send(data: AsyncIterable<Chunk>): PromiseLike<Result<void, string>>;
  }

  export interface Chunk {
    data: Uint8Array;
  }

  export type Bytes = AsyncIterable<number>;

  export function copy(input: Bytes): Bytes | Promise<Bytes>;
  export function signal(done: PromiseLike<void>): AsyncIterable<void>;
}

export type Result<T, E> = { tag: "ok"; val: T } | { tag: "err"; val: E };
