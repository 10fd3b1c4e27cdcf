/** The request target of RFC 9112, 3.2: `/path?query`, `http://host/path?query` as proxies get it, or `*`. */
export interface RequestTarget {
  readonly pathWithQuery: string;
  readonly authority: string | undefined;
}

export function parseRequestTarget(target: string): RequestTarget {
  const text = decodeUtf8(target);
  const absolute = ABSOLUTE_FORM.exec(text);
  if (absolute === null) return { pathWithQuery: text, authority: undefined };
  const [, authority, pathWithQuery = ""] = absolute;
  return { pathWithQuery: pathWithQuery === "" ? "/" : pathWithQuery, authority };
}

const ABSOLUTE_FORM = /^https?:\/\/([^/?#]*)(.*)$/is;

/** node:http gives one unit for each byte; what is not ASCII was UTF-8. */
function decodeUtf8(target: string): string {
  return BEYOND_ASCII.test(target) ? Buffer.from(target, "latin1").toString("utf8") : target;
}

const BEYOND_ASCII = /[\u0080-\u00ff]/;
