/**
 * How WIT's names and options become JavaScript's, in jco's mapping. The engine and everything that prints or reads values agree here.
 *
 * A label loses its hyphens and the case of its words, so that an acronym reads as a word: `get-HTTP-body` is `getHttpBody` as a member
 * and `GetHttpBody` as a class.
 */
import type { OptionType, ValType } from "./types.ts";

/** The name of a function, field, flag or parameter. */
export function camelCase(label: string): string {
  const [first = "", ...rest] = words(label);
  return first.toLowerCase() + rest.map(capitalise).join("");
}

/** The name of a resource's class; also takes whole interface names such as `wasi:io/error`. */
export function upperCamelCase(label: string): string {
  return words(label).map(capitalise).join("");
}

function words(label: string): string[] {
  return label.split(/[^A-Za-z0-9]+/).filter((word) => word !== "");
}

function capitalise(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase();
}

/** A function's name taken apart. Source: Explainer.md, `plainname`. */
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

/**
 * Whether the values of an option are `T | undefined`; where `T` itself may be `undefined` they are `{ tag: "some", val }` or
 * `{ tag: "none" }`. So `option<option<u8>>` is tagged outside and plain inside, and an option around that one is plain again.
 */
export function isPlainOption(option: OptionType): boolean {
  return !isNullable(option.type);
}

function isNullable(type: ValType): boolean {
  return type.kind === "option" && isPlainOption(type);
}
