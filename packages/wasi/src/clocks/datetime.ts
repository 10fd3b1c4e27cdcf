/** `wasi:clocks/wall-clock#datetime`, and the nanoseconds since the Unix epoch that platforms speak. */
export interface Datetime {
  readonly seconds: bigint;
  readonly nanoseconds: number;
}

const NANOSECONDS_PER_SECOND = 1_000_000_000n;

export function datetimeOf(nanoseconds: bigint): Datetime {
  return {
    seconds: nanoseconds / NANOSECONDS_PER_SECOND,
    nanoseconds: Number(nanoseconds % NANOSECONDS_PER_SECOND),
  };
}

export function nanosecondsOf(datetime: Datetime): bigint {
  return datetime.seconds * NANOSECONDS_PER_SECOND + BigInt(datetime.nanoseconds);
}
