/** Names of functions: `parse`, or in the namespace of a resource `[constructor]file`, `[method]file.read`, `[static]file.open`. */

export type FunctionName =
  | { readonly kind: "freestanding"; readonly name: string }
  | { readonly kind: "constructor"; readonly resource: string }
  | { readonly kind: "method" | "static"; readonly resource: string; readonly name: string };

/** Source: Explainer.md, `plainname`. */
export function parseFunctionName(name: string): FunctionName {
  const [, kind, resource = "", member = ""] = /^\[(constructor|method|static)\]([^.]+)(?:\.(.+))?$/.exec(name) ?? [];
  if (kind === "constructor") return { kind, resource };
  if (kind === "method" || kind === "static") return { kind, resource, name: member };
  return { kind: "freestanding", name };
}
