/**
 * The grammar of labels and of import and export names, and when two of them are too alike.
 * Source: Explainer.md, "Import and Export Definitions", "Name Uniqueness".
 *
 *     externname     a plain name or an interface name
 *     plainname      label | [constructor]label | [method]label.label | [static]label.label
 *     interfacename  namespace:package/interface, with a version after @
 *     label          words or ACRONYMS joined by -, the first beginning with a letter
 */

export type ExternNameForm =
  | { readonly kind: "label" }
  | { readonly kind: "constructor"; readonly resource: string }
  | { readonly kind: "method" | "static"; readonly resource: string; readonly member: string }
  | { readonly kind: "interface" };

const LABEL = /^(?:[a-z][0-9a-z]*|[A-Z][0-9A-Z]*)(?:-(?:[0-9a-z]+|[0-9A-Z]+))*$/;
const WORDS = /^[a-z][0-9a-z]*(?:-[0-9a-z]+)*$/;
/** Semantic Versioning 2.0, "Is there a suggested regular expression". */
const SEMVER =
  /^(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)(?:-(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*)?(?:\+[0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*)?$/;

export function isLabel(text: string): boolean {
  return LABEL.test(text);
}

/** The form of a name, or the reason why it has none. */
export function parseExternName(name: string): ExternNameForm | string {
  if (name.startsWith("[")) return parseAnnotated(name);
  if (name.includes(":")) return parseInterface(name);
  return isLabel(name) ? { kind: "label" } : `"${name}" is not in kebab case`;
}

function parseAnnotated(name: string): ExternNameForm | string {
  const match = /^\[(constructor|method|static)\](.*)$/s.exec(name);
  if (match === null)
    return `"${name}" begins with an unknown annotation: expected [constructor], [method] or [static]`;
  const [, kind, rest = ""] = match;
  if (kind === "constructor") return isLabel(rest) ? { kind, resource: rest } : `"${rest}" is not in kebab case`;
  const dot = rest.indexOf(".");
  if (dot < 0) return `"${name}": expected a "." between a resource and the name of its ${kind}`;
  const resource = rest.slice(0, dot);
  const member = rest.slice(dot + 1);
  const bad = [resource, member].find((label) => !isLabel(label));
  if (bad !== undefined) return `"${bad}" is not in kebab case`;
  return { kind: kind === "method" ? "method" : "static", resource, member };
}

function parseInterface(name: string): ExternNameForm | string {
  const at = name.indexOf("@");
  const path = at < 0 ? name : name.slice(0, at);
  const [qualified = "", projection, ...deeper] = path.split("/");
  const [namespace = "", package_, ...nested] = qualified.split(":");
  if (nested.length > 0 || deeper.length > 0)
    return `"${name}" has a nested namespace or package (🪺), which is not supported`;
  const bad = [namespace, package_ ?? ""].find((words) => !WORDS.test(words));
  if (bad !== undefined) return `"${name}": "${bad}" is not in lower kebab case`;
  if (projection === undefined) return `"${name}": expected "/" and the name of an interface after the package`;
  if (!isLabel(projection)) return `"${name}": "${projection}" is not in kebab case`;
  if (at >= 0 && !SEMVER.test(name.slice(at + 1)))
    return `"${name}": "${name.slice(at + 1)}" is not a semantic version`;
  return { kind: "interface" };
}

/** Two names of one scope clash when their canonical forms are equal. */
export function canonicalName(name: string): string {
  const lower = name.toLowerCase();
  const member = /^\[(?:method|static)\]([^.]*)\.(.*)$/s.exec(lower);
  if (member === null) return lower;
  const [, resource = "", field = ""] = member;
  return resource === field ? resource : `${resource}.${field}`;
}
