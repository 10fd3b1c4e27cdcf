export interface Imports {
  "example:resources/store": typeof ExampleResourcesStore;
}

export interface Exports {
  "example:resources/cache": typeof ExampleResourcesCache;
}

/** import example:resources/store */
export namespace ExampleResourcesStore {
  export class Bucket {
    constructor(name: string);
    /** @throws ComponentError<StoreError> */
    static open(name: string): Bucket | Promise<Bucket>;
    get(key: string): Uint8Array | undefined | Promise<Uint8Array | undefined>;
    watch(key: string): Watcher | Promise<Watcher>;
    borrow(other: Bucket): void | Promise<void>;
  }

  export type StoreError = StoreErrorNoSuchBucket | StoreErrorDenied;
  export interface StoreErrorNoSuchBucket {
    tag: "no-such-bucket";
  }
  export interface StoreErrorDenied {
    tag: "denied";
    val: string;
  }

  export class Watcher {
    private constructor(...args: never[]);
  }

  export class Fallible {
    /** @throws ComponentError<StoreError> */
    constructor();
  }

  export function close(bucket: Bucket): void | Promise<void>;
  export function compare(a: Bucket, b: Bucket): boolean | Promise<boolean>;
}

/** export example:resources/cache */
export namespace ExampleResourcesCache {
  export type Bucket = ExampleResourcesStore.Bucket;
  export type Failure = ExampleResourcesStore.StoreError;

  /** @throws ComponentError<Failure> */
  export function warm(bucket: Bucket): Promise<Bucket>;
}
