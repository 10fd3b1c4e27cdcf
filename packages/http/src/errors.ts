/** What can keep an ingress from serving, by what its operator can do about it. */

export type HttpErrorCode = "address-in-use" | "address-not-available" | "permission-denied" | "listen-failed";

export class HttpError extends Error {
  override readonly name = "HttpError";
  readonly code: HttpErrorCode;

  constructor(code: HttpErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Why the operating system refused `address`, and which option changes that. */
export function cannotListen(address: string, cause: NodeJS.ErrnoException): HttpError {
  const [code, why] = REFUSALS[cause.code ?? ""] ?? (["listen-failed", cause.message] as const);
  return new HttpError(code, `Cannot listen on ${address}: ${why}`, { cause });
}

const REFUSALS: Readonly<Record<string, readonly [HttpErrorCode, string]>> = {
  EADDRINUSE: [
    "address-in-use",
    "the port is in use by another server. Choose another one with --addr HOST:PORT (port 0 = any that is free)",
  ],
  EADDRNOTAVAIL: [
    "address-not-available",
    "this machine has no such address. Choose one it has with --addr HOST:PORT (127.0.0.1 = this machine only)",
  ],
  ENOTFOUND: [
    "address-not-available",
    "the name is not known. Give an address this machine has with --addr HOST:PORT (127.0.0.1 = this machine only)",
  ],
  EACCES: ["permission-denied", "this user may not use that port. Choose one above 1023 with --addr HOST:PORT"],
};
