/**
 * The syntax of what a guest may put into a message: tokens and field values (RFC 9110, 5.1, 5.5, 5.6.2), and the parts of a URI
 * as leniently as wasmtime reads them (its `http` crate), so that a guest meets the same refusals on both.
 */

/** A `token` in lower case, as methods and field names are compared; `undefined` when it is none. */
export function parseFieldName(name: string): string | undefined {
  return name.length <= MAX_FIELD_NAME_LENGTH && TOKEN.test(name) ? name.toLowerCase() : undefined;
}

export function isToken(text: string): boolean {
  return TOKEN.test(text);
}

/** No control characters but the tab; `text` has one unit for each byte. */
export function isFieldValue(text: string): boolean {
  return FIELD_VALUE.test(text);
}

/** `1*DIGIT`; nothing else counts, not even a sign. */
export function parseContentLength(text: string): bigint | undefined {
  if (!DIGITS.test(text)) return undefined;
  const length = BigInt(text);
  return length <= MAX_U64 ? length : undefined;
}

export function isScheme(text: string): boolean {
  return text.length <= MAX_SCHEME_LENGTH && SCHEME.test(text);
}

/** Empty, or a path from the root, a query, or both. Absolute URIs are refused: they would address another host. */
export function isPathWithQuery(text: string): boolean {
  return text.length <= MAX_PATH_LENGTH && PATH_WITH_QUERY.test(text);
}

export function isAuthority(text: string): boolean {
  return AUTHORITY.test(text);
}

const MAX_FIELD_NAME_LENGTH = 0xffff;
const MAX_SCHEME_LENGTH = 64;
const MAX_PATH_LENGTH = 0xfffe;
const MAX_U64 = 0xffff_ffff_ffff_ffffn;

const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const FIELD_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;
const DIGITS = /^[0-9]+$/;
const SCHEME = /^[A-Za-z0-9+\-.~]*$/;
/** Laxer than RFC 3986: quotes and braces in a path and raw UTF-8 are too common to refuse. A fragment is never sent. */
const PATH_WITH_QUERY = /^(?:\/[!"$-;=@-_a-~\u0080-\uffff]*)?(?:\?[!$-;=?-~\u0080-\uffff]*)?(?:(?<=.)#.*)?$/s;
/** [userinfo@] then a name, an IPv4 address or a bracketed IPv6 address, then [:port]. */
const AUTHORITY = /^(?:[\w!$&'()*+,\-.;=~%:]*@)?(?:\[[\w:.!$&'()*+,\-;=~%]+\]|[\w!$&'()*+,\-.;=~]+)(?::[0-9]*)?$/;
