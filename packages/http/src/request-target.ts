/** The request target of RFC 9112, 3.2: `/path?query`, `http://host/path?query` as proxies get it, or `*`. */
export interface RequestTarget {
  readonly pathWithQuery: string;
  readonly authority: string | undefined;
}

export function parseRequestTarget(target: string): RequestTarget {
  const absolute = ABSOLUTE_FORM.exec(target);
  if (absolute === null) return { pathWithQuery: target, authority: undefined };
  const [, authority, pathWithQuery = ""] = absolute;
  return { pathWithQuery: pathWithQuery === "" ? "/" : pathWithQuery, authority };
}

const ABSOLUTE_FORM = /^https?:\/\/([^/?#]*)(.*)$/is;
