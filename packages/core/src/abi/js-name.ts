/** From the names of WIT to those of JavaScript, in jco's mapping: `kebab-case` to `camelCase`, resources to `UpperCamelCase`. */

export function camelCase(kebab: string): string {
  return kebab
    .split("-")
    .map((word, i) => (i === 0 ? word.toLowerCase() : capitalise(word)))
    .join("");
}

export function upperCamelCase(kebab: string): string {
  return kebab.split("-").map(capitalise).join("");
}

function capitalise(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase();
}

/** An import or export name taken apart. Source: Explainer.md, `plainname`. */
export type FuncName =
  | { readonly kind: "plain"; readonly name: string }
  | { readonly kind: "constructor"; readonly resource: string }
  | { readonly kind: "method" | "static"; readonly resource: string; readonly name: string };

export function parseFuncName(name: string): FuncName {
  const match = /^\[(constructor|method|static)\]([^.]+)(?:\.(.+))?$/.exec(name);
  const [, kind, resource = "", member = ""] = match ?? [];
  if (kind === "constructor") return { kind, resource };
  if (kind === "method" || kind === "static") return { kind, resource, name: member };
  return { kind: "plain", name };
}
