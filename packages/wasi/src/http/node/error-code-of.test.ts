import assert from "node:assert/strict";
import { test } from "node:test";
import { type ErrorCode, HttpFailure } from "../error-code.ts";
import { errorCodeOf } from "./error-code-of.ts";

/** What Node's errors say, by code. Those a test can provoke are provoked in node-http-transport.test.ts. */
const CODES: readonly [string, ErrorCode][] = [
  ["EAI_AGAIN", { tag: "DNS-timeout" }],
  ["EAI_FAIL", { tag: "DNS-error", val: { rcode: "SERVFAIL" } }],
  ["ENOTFOUND", { tag: "DNS-error", val: { rcode: "NXDOMAIN" } }],
  ["EHOSTDOWN", { tag: "destination-unavailable" }],
  ["EHOSTUNREACH", { tag: "destination-unavailable" }],
  ["EADDRNOTAVAIL", { tag: "destination-IP-unroutable" }],
  ["ENETUNREACH", { tag: "destination-IP-unroutable" }],
  ["ECONNREFUSED", { tag: "connection-refused" }],
  ["ECONNRESET", { tag: "connection-terminated" }],
  ["EPIPE", { tag: "connection-terminated" }],
  ["ETIMEDOUT", { tag: "connection-timeout" }],
  ["EMFILE", { tag: "connection-limit-reached" }],
  ["EPROTO", { tag: "TLS-protocol-error" }],
  ["ERR_SSL_WRONG_VERSION_NUMBER", { tag: "TLS-protocol-error" }],
  ["ERR_TLS_CERT_ALTNAME_INVALID", { tag: "TLS-certificate-error" }],
  ["CERT_HAS_EXPIRED", { tag: "TLS-certificate-error" }],
  ["CERT_REVOKED", { tag: "TLS-certificate-error" }],
  ["DEPTH_ZERO_SELF_SIGNED_CERT", { tag: "TLS-certificate-error" }],
  ["SELF_SIGNED_CERT_IN_CHAIN", { tag: "TLS-certificate-error" }],
  ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", { tag: "TLS-certificate-error" }],
  ["UNABLE_TO_GET_ISSUER_CERT_LOCALLY", { tag: "TLS-certificate-error" }],
  ["INVALID_CA", { tag: "TLS-certificate-error" }],
  ["PATH_LENGTH_EXCEEDED", { tag: "TLS-certificate-error" }],
  ["HOSTNAME_MISMATCH", { tag: "TLS-certificate-error" }],
  ["HPE_HEADER_OVERFLOW", { tag: "HTTP-response-header-section-size", val: undefined }],
  ["HPE_INVALID_TRANSFER_ENCODING", { tag: "HTTP-response-transfer-coding", val: undefined }],
  ["HPE_INVALID_CONSTANT", { tag: "HTTP-protocol-error" }],
  ["ERR_INVALID_HTTP_TOKEN", { tag: "HTTP-request-method-invalid" }],
  ["ERR_UNESCAPED_CHARACTERS", { tag: "HTTP-request-URI-invalid" }],
  ["EWHATEVER", { tag: "internal-error", val: "it broke" }],
];

for (const [code, expected] of CODES) {
  test(`${code} is ${expected.tag}`, () => {
    assert.deepEqual(errorCodeOf(Object.assign(new Error("it broke"), { code })), expected);
  });
}

test("an alert is told with its number and name", () => {
  const message = "10:error:0A000410:SSL routines:ssl3_read_bytes:ssl/tls alert handshake failure:SSL alert number 40";
  const error = Object.assign(new Error(message), { code: "ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE" });
  const val = { alertId: 40, alertMessage: "handshake failure" };
  assert.deepEqual(errorCodeOf(error), { tag: "TLS-alert-received", val });
});

test("an error that knows its code keeps it", () => {
  assert.deepEqual(errorCodeOf(new HttpFailure({ tag: "loop-detected" })), { tag: "loop-detected" });
});
