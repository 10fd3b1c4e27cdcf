/** The `error-code` variant of `wasi:http/types` and how it travels: as the cause of a stream's failure and as a result. */
import { ComponentError } from "@weft/core";
import { IoError } from "../io/io-error.ts";

export interface DnsErrorPayload {
  readonly rcode?: string | undefined;
  readonly infoCode?: number | undefined;
}

export interface TlsAlertReceivedPayload {
  readonly alertId?: number | undefined;
  readonly alertMessage?: string | undefined;
}

export interface FieldSizePayload {
  readonly fieldName?: string | undefined;
  readonly fieldSize?: number | undefined;
}

export type ErrorCode =
  | { readonly tag: "DNS-timeout" }
  | { readonly tag: "DNS-error"; readonly val: DnsErrorPayload }
  | { readonly tag: "destination-not-found" }
  | { readonly tag: "destination-unavailable" }
  | { readonly tag: "destination-IP-prohibited" }
  | { readonly tag: "destination-IP-unroutable" }
  | { readonly tag: "connection-refused" }
  | { readonly tag: "connection-terminated" }
  | { readonly tag: "connection-timeout" }
  | { readonly tag: "connection-read-timeout" }
  | { readonly tag: "connection-write-timeout" }
  | { readonly tag: "connection-limit-reached" }
  | { readonly tag: "TLS-protocol-error" }
  | { readonly tag: "TLS-certificate-error" }
  | { readonly tag: "TLS-alert-received"; readonly val: TlsAlertReceivedPayload }
  | { readonly tag: "HTTP-request-denied" }
  | { readonly tag: "HTTP-request-length-required" }
  | { readonly tag: "HTTP-request-body-size"; readonly val: bigint | undefined }
  | { readonly tag: "HTTP-request-method-invalid" }
  | { readonly tag: "HTTP-request-URI-invalid" }
  | { readonly tag: "HTTP-request-URI-too-long" }
  | { readonly tag: "HTTP-request-header-section-size"; readonly val: number | undefined }
  | { readonly tag: "HTTP-request-header-size"; readonly val: FieldSizePayload | undefined }
  | { readonly tag: "HTTP-request-trailer-section-size"; readonly val: number | undefined }
  | { readonly tag: "HTTP-request-trailer-size"; readonly val: FieldSizePayload }
  | { readonly tag: "HTTP-response-incomplete" }
  | { readonly tag: "HTTP-response-header-section-size"; readonly val: number | undefined }
  | { readonly tag: "HTTP-response-header-size"; readonly val: FieldSizePayload }
  | { readonly tag: "HTTP-response-body-size"; readonly val: bigint | undefined }
  | { readonly tag: "HTTP-response-trailer-section-size"; readonly val: number | undefined }
  | { readonly tag: "HTTP-response-trailer-size"; readonly val: FieldSizePayload }
  | { readonly tag: "HTTP-response-transfer-coding"; readonly val: string | undefined }
  | { readonly tag: "HTTP-response-content-coding"; readonly val: string | undefined }
  | { readonly tag: "HTTP-response-timeout" }
  | { readonly tag: "HTTP-upgrade-failed" }
  | { readonly tag: "HTTP-protocol-error" }
  | { readonly tag: "loop-detected" }
  | { readonly tag: "configuration-error" }
  | { readonly tag: "internal-error"; readonly val: string | undefined };

/** An HTTP failure as a stream or a future meets it; guests get the code back with `http-error-code`. */
export class HttpFailure extends IoError {
  override readonly name = "HttpFailure";
  /** Not `code`, which is a string in the errors of Node. */
  readonly errorCode: ErrorCode;

  constructor(errorCode: ErrorCode, options?: ErrorOptions) {
    super(describeErrorCode(errorCode), options);
    this.errorCode = errorCode;
  }
}

/** `wasi:http/types#http-error-code`: the code behind a stream's error, if HTTP is what failed. */
export function httpErrorCode(error: IoError): ErrorCode | undefined {
  return error instanceof HttpFailure ? error.errorCode : undefined;
}

/** For `throw`, where a function's result has an error code. */
export function failedWith(code: ErrorCode, options?: ErrorOptions): ComponentError<ErrorCode> {
  return new ComponentError<ErrorCode>(code, options);
}

/** For people, e.g. `HTTP-response-body-size (12)`. */
export function describeErrorCode(code: ErrorCode): string {
  const details = "val" in code ? describeDetails(code.val) : "";
  return details === "" ? code.tag : `${code.tag} (${details})`;
}

function describeDetails(details: object | string | number | bigint | undefined): string {
  if (typeof details !== "object") return String(details ?? "");
  const known = Object.entries(details).filter(([, value]) => value !== undefined);
  return known.map(([name, value]) => `${name}: ${value}`).join(", ");
}
