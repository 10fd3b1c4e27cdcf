/** What went wrong with a connection of Node's, as WASI's error codes. */
import { type ErrorCode, HttpFailure } from "../error-code.ts";

export function errorCodeOf(error: Error): ErrorCode {
  if (error instanceof HttpFailure) return error.errorCode;
  const { code = "" } = error as NodeJS.ErrnoException;
  return (
    BY_CODE[code] ??
    tlsCodeOf(code, error.message) ??
    parserCodeOf(code) ?? { tag: "internal-error", val: error.message }
  );
}

const TERMINATED: ErrorCode = { tag: "connection-terminated" };
const UNAVAILABLE: ErrorCode = { tag: "destination-unavailable" };
const UNROUTABLE: ErrorCode = { tag: "destination-IP-unroutable" };
const LIMIT_REACHED: ErrorCode = { tag: "connection-limit-reached" };
const URI_INVALID: ErrorCode = { tag: "HTTP-request-URI-invalid" };
const CERTIFICATE: ErrorCode = { tag: "TLS-certificate-error" };

const BY_CODE: Readonly<Record<string, ErrorCode>> = {
  EAI_AGAIN: { tag: "DNS-timeout" },
  EAI_FAIL: { tag: "DNS-error", val: { rcode: "SERVFAIL" } },
  ENOTFOUND: { tag: "DNS-error", val: { rcode: "NXDOMAIN" } },
  EHOSTDOWN: UNAVAILABLE,
  EHOSTUNREACH: UNAVAILABLE,
  EADDRNOTAVAIL: UNROUTABLE,
  ENETDOWN: UNROUTABLE,
  ENETUNREACH: UNROUTABLE,
  ECONNREFUSED: { tag: "connection-refused" },
  ECONNABORTED: TERMINATED,
  ECONNRESET: TERMINATED,
  EPIPE: TERMINATED,
  ETIMEDOUT: { tag: "connection-timeout" },
  EMFILE: LIMIT_REACHED,
  ENFILE: LIMIT_REACHED,
  ENOBUFS: LIMIT_REACHED,
  ERR_INVALID_HTTP_TOKEN: { tag: "HTTP-request-method-invalid" },
  ERR_INVALID_URL: URI_INVALID,
  ERR_UNESCAPED_CHARACTERS: URI_INVALID,
  HPE_HEADER_OVERFLOW: { tag: "HTTP-response-header-section-size", val: undefined },
  HPE_INVALID_EOF_STATE: { tag: "HTTP-response-incomplete" },
  HPE_INVALID_TRANSFER_ENCODING: { tag: "HTTP-response-transfer-coding", val: undefined },
  ERR_TLS_CERT_ALTNAME_INVALID: CERTIFICATE,
  ERR_TLS_HANDSHAKE_TIMEOUT: { tag: "connection-timeout" },
  EPROTO: { tag: "TLS-protocol-error" },
};

/** The verdicts of OpenSSL on a chain of certificates (X509_V_ERR_…), as Node names them. */
const VERDICT =
  /^(?:CERT_|CRL_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|INVALID_CA$|INVALID_PURPOSE$|PATH_LENGTH_|HOSTNAME_MISMATCH$|ERROR_IN_CERT_)/;
const ALERT = /SSL alert number (\d+)/;

function tlsCodeOf(code: string, message: string): ErrorCode | undefined {
  if (VERDICT.test(code)) return CERTIFICATE;
  if (!code.startsWith("ERR_SSL_")) return undefined;
  const [, alert] = ALERT.exec(message) ?? [];
  if (alert === undefined) return { tag: "TLS-protocol-error" };
  return { tag: "TLS-alert-received", val: { alertId: Number(alert), alertMessage: alertName(code) } };
}

/** `ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED` → `certificate required` */
function alertName(code: string): string {
  return code
    .replace(/^ERR_SSL_(?:SSLV3|TLSV1|TLSV13)_ALERT_/, "")
    .replaceAll("_", " ")
    .toLowerCase();
}

function parserCodeOf(code: string): ErrorCode | undefined {
  return code.startsWith("HPE_") ? { tag: "HTTP-protocol-error" } : undefined;
}
