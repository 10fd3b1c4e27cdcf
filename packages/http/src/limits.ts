/** What one client may use of a server. Each bound ends in an ordinary answer (408, 413, 431, 503) or a closed connection. */
export interface Limits {
  /** All of a request's head; beyond it 431. */
  readonly headerBytes: number;
  /** From the first byte of a head to its last; then 408. */
  readonly headersTimeoutMs: number;
  /** From the first byte of a request to the last of its body; then 408. 0 = no limit, for uploads that never end. */
  readonly requestTimeoutMs: number;
  /** How long a connection may stay without a request. */
  readonly keepAliveTimeoutMs: number;
  /** A request's body; beyond it 413, or, when it does not say so beforehand, a failed stream for the guest. */
  readonly bodyBytes: number;
  /** What of an upload nobody reads is read and thrown away so that its connection can be used again. */
  readonly discardBytes: number;
  /** Requests being handled at once; beyond it 503. */
  readonly inFlight: number;
  readonly connections: number;
}

export const DEFAULT_LIMITS: Limits = {
  headerBytes: 32 * 1024,
  headersTimeoutMs: 30_000,
  requestTimeoutMs: 300_000,
  keepAliveTimeoutMs: 60_000,
  bodyBytes: Number.POSITIVE_INFINITY,
  discardBytes: 256 * 1024,
  inFlight: 1000,
  connections: 10_000,
};
