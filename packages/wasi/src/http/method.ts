/** The `method` and `scheme` variants of `wasi:http/types`. */

const STANDARD_METHODS = ["get", "head", "post", "put", "delete", "connect", "options", "trace", "patch"] as const;

export type StandardMethod = (typeof STANDARD_METHODS)[number];
export type Method = { readonly tag: StandardMethod } | { readonly tag: "other"; readonly val: string };
export type Scheme =
  | { readonly tag: "HTTP" }
  | { readonly tag: "HTTPS" }
  | { readonly tag: "other"; readonly val: string };

const METHODS_BY_NAME: ReadonlyMap<string, Method> = new Map(
  STANDARD_METHODS.map((tag) => [tag.toUpperCase(), Object.freeze({ tag })]),
);

/** Methods are case-sensitive: `get` is another method than `GET`. */
export function methodFromName(name: string): Method {
  return METHODS_BY_NAME.get(name) ?? { tag: "other", val: name };
}

export function methodName(method: Method): string {
  return method.tag === "other" ? method.val : method.tag.toUpperCase();
}
