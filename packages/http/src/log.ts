/** What an ingress tells its operator. A guest that answers is not news. */
export interface LogEntry {
  readonly event:
    | "trap" // the handler threw; `cause` says why
    | "no-response" // the handler returned without an answer
    | "error-response" // the guest answered with an error code
    | "bad-response" // the answer cannot be sent as it is
    | "incomplete-response" // the body broke off after the head was sent
    | "overload"; // more requests at once than the limit
  readonly method: string;
  readonly path: string;
  readonly message: string;
  readonly cause?: unknown;
}

export type Log = (entry: LogEntry) => void;
