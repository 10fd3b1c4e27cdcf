/** @module Interface example:resources/cache **/
export function warm(bucket: Bucket): Bucket;
export type Bucket = import('./example-resources-store.js').Bucket;
export type Failure = import('./example-resources-store.js').StoreError;
