/**
 * Kebab labels as JavaScript identifiers: `get-HTTP-body` is `getHttpBody` as a member and `GetHttpBody` as a type.
 *
 * Each word keeps its first letter's place and loses its case, so that an acronym (`HTTP`) reads as a word. This is the mapping jco uses.
 */

/** The name of a function, field, flag or parameter. */
export function camelCase(label: string): string {
  const name = upperCamelCase(label);
  const first = words(label)[0] ?? "";
  return first.toLowerCase() + name.slice(first.length);
}

/** The name of a type or interface; also takes whole interface names such as `wasi:io/error`. */
export function upperCamelCase(label: string): string {
  return words(label).map(capitalised).join("");
}

function words(label: string): string[] {
  return label.split(/[^A-Za-z0-9]+/).filter((word) => word !== "");
}

function capitalised(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase();
}
