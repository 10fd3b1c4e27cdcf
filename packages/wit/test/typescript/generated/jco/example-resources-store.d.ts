/** @module Interface example:resources/store **/
export function close(bucket: Bucket): void;
export function compare(a: Bucket, b: Bucket): boolean;
export type StoreError = StoreErrorNoSuchBucket | StoreErrorDenied;
export interface StoreErrorNoSuchBucket {
  tag: 'no-such-bucket',
}
export interface StoreErrorDenied {
  tag: 'denied',
  val: string,
}

export class Bucket {
  constructor(name: string)
  static open(name: string): Bucket;
  get(key: string): Uint8Array | undefined;
  watch(key: string): Watcher;
  borrow(other: Bucket): void;
}

export class Fallible {
  constructor()
}

export class Watcher {
  /**
   * This type does not have a public constructor.
   */
  private constructor();
}
